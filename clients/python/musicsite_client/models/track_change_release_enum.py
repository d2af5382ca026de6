from typing import Literal

TrackChangeReleaseEnum = Literal[
    "bpm",
    "comment",
    "credits",
    "disc_number",
    "genres",
    "is_explicit",
    "isrc",
    "key",
    "language",
    "lyrics",
    "movement",
    "movement_number",
    "musicbrainz_id",
    "position",
    "sort_title",
    "title",
    "vocals",
]

TRACK_CHANGE_RELEASE_ENUM_VALUES: set[TrackChangeReleaseEnum] = {
    "bpm",
    "comment",
    "credits",
    "disc_number",
    "genres",
    "is_explicit",
    "isrc",
    "key",
    "language",
    "lyrics",
    "movement",
    "movement_number",
    "musicbrainz_id",
    "position",
    "sort_title",
    "title",
    "vocals",
}


def check_track_change_release_enum(value: str) -> TrackChangeReleaseEnum:
    if value in TRACK_CHANGE_RELEASE_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TRACK_CHANGE_RELEASE_ENUM_VALUES!r}"
    )
