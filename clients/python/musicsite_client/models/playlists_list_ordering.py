from typing import Literal

PlaylistsListOrdering = Literal["-changed", "-title", "changed", "title"]

PLAYLISTS_LIST_ORDERING_VALUES: set[PlaylistsListOrdering] = {
    "-changed",
    "-title",
    "changed",
    "title",
}


def check_playlists_list_ordering(value: str) -> PlaylistsListOrdering:
    if value in PLAYLISTS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PLAYLISTS_LIST_ORDERING_VALUES!r}"
    )
