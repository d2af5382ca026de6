from typing import Literal

EveryEnum = Literal["day", "hour", "never", "week"]

EVERY_ENUM_VALUES: set[EveryEnum] = {
    "day",
    "hour",
    "never",
    "week",
}


def check_every_enum(value: str) -> EveryEnum:
    if value in EVERY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EVERY_ENUM_VALUES!r}")
