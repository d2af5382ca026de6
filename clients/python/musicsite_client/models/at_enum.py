from typing import Literal

AtEnum = Literal["first", "last"]

AT_ENUM_VALUES: set[AtEnum] = {
    "first",
    "last",
}


def check_at_enum(value: str) -> AtEnum:
    if value in AT_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {AT_ENUM_VALUES!r}")
