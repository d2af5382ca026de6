from typing import Literal

LikeAddKind = Literal["album", "artist", "playlist", "track"]

LIKE_ADD_KIND_VALUES: set[LikeAddKind] = {
    "album",
    "artist",
    "playlist",
    "track",
}


def check_like_add_kind(value: str) -> LikeAddKind:
    if value in LIKE_ADD_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIKE_ADD_KIND_VALUES!r}")
