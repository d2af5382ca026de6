from typing import Literal

PitchLinkStateEnum = Literal["bounced", "complained", "sent", "unaddressed", "waiting"]

PITCH_LINK_STATE_ENUM_VALUES: set[PitchLinkStateEnum] = {
    "bounced",
    "complained",
    "sent",
    "unaddressed",
    "waiting",
}


def check_pitch_link_state_enum(value: str) -> PitchLinkStateEnum:
    if value in PITCH_LINK_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PITCH_LINK_STATE_ENUM_VALUES!r}")
