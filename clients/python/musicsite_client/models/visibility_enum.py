from typing import Literal

VisibilityEnum = Literal["members", "private", "public", "unlisted"]

VISIBILITY_ENUM_VALUES: set[VisibilityEnum] = {
    "members",
    "private",
    "public",
    "unlisted",
}


def check_visibility_enum(value: str) -> VisibilityEnum:
    if value in VISIBILITY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VISIBILITY_ENUM_VALUES!r}")
