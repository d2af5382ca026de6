from typing import Literal

ArtistsListOrdering = Literal["-added", "-name", "added", "name"]

ARTISTS_LIST_ORDERING_VALUES: set[ArtistsListOrdering] = {
    "-added",
    "-name",
    "added",
    "name",
}


def check_artists_list_ordering(value: str) -> ArtistsListOrdering:
    if value in ARTISTS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ARTISTS_LIST_ORDERING_VALUES!r}")
