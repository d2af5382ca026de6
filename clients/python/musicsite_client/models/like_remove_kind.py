from typing import Literal

LikeRemoveKind = Literal["album", "artist", "playlist", "track"]

LIKE_REMOVE_KIND_VALUES: set[LikeRemoveKind] = {
    "album",
    "artist",
    "playlist",
    "track",
}


def check_like_remove_kind(value: str) -> LikeRemoveKind:
    if value in LIKE_REMOVE_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIKE_REMOVE_KIND_VALUES!r}")
