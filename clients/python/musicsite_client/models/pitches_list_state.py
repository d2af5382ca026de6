from typing import Literal

PitchesListState = Literal["draft", "scheduled", "sending", "sent"]

PITCHES_LIST_STATE_VALUES: set[PitchesListState] = {
    "draft",
    "scheduled",
    "sending",
    "sent",
}


def check_pitches_list_state(value: str) -> PitchesListState:
    if value in PITCHES_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PITCHES_LIST_STATE_VALUES!r}")
