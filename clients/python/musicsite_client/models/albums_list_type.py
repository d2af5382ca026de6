from typing import Literal

AlbumsListType = Literal[
    "album", "compilation", "ep", "live", "other", "remix", "single", "soundtrack"
]

ALBUMS_LIST_TYPE_VALUES: set[AlbumsListType] = {
    "album",
    "compilation",
    "ep",
    "live",
    "other",
    "remix",
    "single",
    "soundtrack",
}


def check_albums_list_type(value: str) -> AlbumsListType:
    if value in ALBUMS_LIST_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ALBUMS_LIST_TYPE_VALUES!r}")
