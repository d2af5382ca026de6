from typing import Literal

TrackIdsOrdering = Literal[
    "-added", "-album", "-plays", "-random", "-title", "added", "album", "plays", "random", "title"
]

TRACK_IDS_ORDERING_VALUES: set[TrackIdsOrdering] = {
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


def check_track_ids_ordering(value: str) -> TrackIdsOrdering:
    if value in TRACK_IDS_ORDERING_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRACK_IDS_ORDERING_VALUES!r}")
