from typing import Literal

MatchEnum = Literal["all", "any"]

MATCH_ENUM_VALUES: set[MatchEnum] = {
    "all",
    "any",
}


def check_match_enum(value: str) -> MatchEnum:
    if value in MATCH_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MATCH_ENUM_VALUES!r}")
