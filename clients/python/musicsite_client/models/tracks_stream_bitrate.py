from typing import Literal

TracksStreamBitrate = Literal["128", "256", "320", "64"]

TRACKS_STREAM_BITRATE_VALUES: set[TracksStreamBitrate] = {
    "128",
    "256",
    "320",
    "64",
}


def check_tracks_stream_bitrate(value: str) -> TracksStreamBitrate:
    if value in TRACKS_STREAM_BITRATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TRACKS_STREAM_BITRATE_VALUES!r}")
