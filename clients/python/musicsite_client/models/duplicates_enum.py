from typing import Literal

DuplicatesEnum = Literal["add", "refuse", "skip"]

DUPLICATES_ENUM_VALUES: set[DuplicatesEnum] = {
    "add",
    "refuse",
    "skip",
}


def check_duplicates_enum(value: str) -> DuplicatesEnum:
    if value in DUPLICATES_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {DUPLICATES_ENUM_VALUES!r}")
