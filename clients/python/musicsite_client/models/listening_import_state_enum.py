from typing import Literal

ListeningImportStateEnum = Literal["done", "failed", "running", "waiting"]

LISTENING_IMPORT_STATE_ENUM_VALUES: set[ListeningImportStateEnum] = {
    "done",
    "failed",
    "running",
    "waiting",
}


def check_listening_import_state_enum(value: str) -> ListeningImportStateEnum:
    if value in LISTENING_IMPORT_STATE_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LISTENING_IMPORT_STATE_ENUM_VALUES!r}"
    )
