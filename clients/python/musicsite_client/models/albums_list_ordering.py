from typing import Literal

AlbumsListOrdering = Literal[
    "-added", "-date", "-plays", "-random", "-title", "added", "date", "plays", "random", "title"
]

ALBUMS_LIST_ORDERING_VALUES: set[AlbumsListOrdering] = {
    "-added",
    "-date",
    "-plays",
    "-random",
    "-title",
    "added",
    "date",
    "plays",
    "random",
    "title",
}


def check_albums_list_ordering(value: str) -> AlbumsListOrdering:
    if value in ALBUMS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ALBUMS_LIST_ORDERING_VALUES!r}")
