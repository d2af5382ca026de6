from typing import Literal

RatingSetKind = Literal["album", "artist", "track"]

RATING_SET_KIND_VALUES: set[RatingSetKind] = {
    "album",
    "artist",
    "track",
}


def check_rating_set_kind(value: str) -> RatingSetKind:
    if value in RATING_SET_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {RATING_SET_KIND_VALUES!r}")
