from typing import Literal

SetByEnum = Literal["lookup", "person", "tags"]

SET_BY_ENUM_VALUES: set[SetByEnum] = {
    "lookup",
    "person",
    "tags",
}


def check_set_by_enum(value: str) -> SetByEnum:
    if value in SET_BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SET_BY_ENUM_VALUES!r}")
