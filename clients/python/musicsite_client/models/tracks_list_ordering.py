from typing import Literal

TracksListOrdering = Literal[
    "-added", "-album", "-plays", "-random", "-title", "added", "album", "plays", "random", "title"
]

TRACKS_LIST_ORDERING_VALUES: set[TracksListOrdering] = {
    "-added",
    "-album",
    "-plays",
    "-random",
    "-title",
    "added",
    "album",
    "plays",
    "random",
    "title",
}


def check_tracks_list_ordering(value: str) -> TracksListOrdering:
    if value in TRACKS_LIST_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRACKS_LIST_ORDERING_VALUES!r}")
