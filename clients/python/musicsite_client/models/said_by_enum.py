from typing import Literal

SaidByEnum = Literal["lookup", "person"]

SAID_BY_ENUM_VALUES: set[SaidByEnum] = {
    "lookup",
    "person",
}


def check_said_by_enum(value: str) -> SaidByEnum:
    if value in SAID_BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SAID_BY_ENUM_VALUES!r}")
