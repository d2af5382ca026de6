from typing import Literal

PlaylistExportEnding = Literal["jspf", "m3u8", "xspf"]

PLAYLIST_EXPORT_ENDING_VALUES: set[PlaylistExportEnding] = {
    "jspf",
    "m3u8",
    "xspf",
}


def check_playlist_export_ending(value: str) -> PlaylistExportEnding:
    if value in PLAYLIST_EXPORT_ENDING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PLAYLIST_EXPORT_ENDING_VALUES!r}"
    )
