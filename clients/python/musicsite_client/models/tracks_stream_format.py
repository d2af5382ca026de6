from typing import Literal

TracksStreamFormat = Literal["adts", "fmp4", "mp3", "opus", "webm"]

TRACKS_STREAM_FORMAT_VALUES: set[TracksStreamFormat] = {
    "adts",
    "fmp4",
    "mp3",
    "opus",
    "webm",
}


def check_tracks_stream_format(value: str) -> TracksStreamFormat:
    if value in TRACKS_STREAM_FORMAT_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRACKS_STREAM_FORMAT_VALUES!r}")
