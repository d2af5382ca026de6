"""Opening a file that a stranger may have written."""

from pathlib import Path

import av
from av.container import InputContainer

# FFmpeg tells a format from content. A playlist (HLS, concat, DASH, SDP …) that calls itself .mp3 would make it
# open other files and addresses; only containers that hold their own bytes are offered, and only files.
_FORMATS = "mp3,flac,ogg,mov,mp4,m4a,wav,w64,aiff,wv,ape,tta,aac,matroska,webm"


def open_source(path: Path) -> InputContainer:
    """The container at `path`. Raises av.FFmpegError where it is none that music comes in."""
    return av.open(
        str(path), container_options={"protocol_whitelist": "file", "format_whitelist": _FORMATS}
    )
