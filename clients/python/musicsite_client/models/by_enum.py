from typing import Literal

ByEnum = Literal["added", "album", "artist", "duration", "random", "reversed", "title"]

BY_ENUM_VALUES: set[ByEnum] = {
    "added",
    "album",
    "artist",
    "duration",
    "random",
    "reversed",
    "title",
}


def check_by_enum(value: str) -> ByEnum:
    if value in BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BY_ENUM_VALUES!r}")
