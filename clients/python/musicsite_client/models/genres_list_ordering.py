from typing import Literal

GenresListOrdering = Literal["-name", "name"]

GENRES_LIST_ORDERING_VALUES: set[GenresListOrdering] = {
    "-name",
    "name",
}


def check_genres_list_ordering(value: str) -> GenresListOrdering:
    if value in GENRES_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GENRES_LIST_ORDERING_VALUES!r}")
