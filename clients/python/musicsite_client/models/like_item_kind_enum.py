from typing import Literal

LikeItemKindEnum = Literal["album", "artist", "playlist", "track"]

LIKE_ITEM_KIND_ENUM_VALUES: set[LikeItemKindEnum] = {
    "album",
    "artist",
    "playlist",
    "track",
}


def check_like_item_kind_enum(value: str) -> LikeItemKindEnum:
    if value in LIKE_ITEM_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIKE_ITEM_KIND_ENUM_VALUES!r}")
