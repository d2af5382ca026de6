from typing import Literal

PitchStateEnum = Literal["draft", "scheduled", "sending", "sent"]

PITCH_STATE_ENUM_VALUES: set[PitchStateEnum] = {
    "draft",
    "scheduled",
    "sending",
    "sent",
}


def check_pitch_state_enum(value: str) -> PitchStateEnum:
    if value in PITCH_STATE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PITCH_STATE_ENUM_VALUES!r}")
