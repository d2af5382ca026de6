from typing import Literal

SortByEnum = Literal["added", "album", "artist", "duration", "random", "reversed", "title"]

SORT_BY_ENUM_VALUES: set[SortByEnum] = {
    "added",
    "album",
    "artist",
    "duration",
    "random",
    "reversed",
    "title",
}


def check_sort_by_enum(value: str) -> SortByEnum:
    if value in SORT_BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SORT_BY_ENUM_VALUES!r}")
