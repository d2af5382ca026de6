from typing import Literal

TracksPlaybackQuality = Literal["128", "256", "64", "original"]

TRACKS_PLAYBACK_QUALITY_VALUES: set[TracksPlaybackQuality] = {
    "128",
    "256",
    "64",
    "original",
}


def check_tracks_playback_quality(value: str) -> TracksPlaybackQuality:
    if value in TRACKS_PLAYBACK_QUALITY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {TRACKS_PLAYBACK_QUALITY_VALUES!r}"
    )
