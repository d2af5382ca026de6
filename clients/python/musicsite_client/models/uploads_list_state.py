from typing import Literal

UploadsListState = Literal["open", "over"]

UPLOADS_LIST_STATE_VALUES: set[UploadsListState] = {
    "open",
    "over",
}


def check_uploads_list_state(value: str) -> UploadsListState:
    if value in UPLOADS_LIST_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {UPLOADS_LIST_STATE_VALUES!r}")
