from typing import Literal

PlaylistsListScope = Literal["all", "mine"]

PLAYLISTS_LIST_SCOPE_VALUES: set[PlaylistsListScope] = {
    "all",
    "mine",
}


def check_playlists_list_scope(value: str) -> PlaylistsListScope:
    if value in PLAYLISTS_LIST_SCOPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PLAYLISTS_LIST_SCOPE_VALUES!r}")
