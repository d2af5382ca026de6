"""What a file is called on the wire: its media type and its name, from what its content was found to be."""

import re
import unicodedata

_TYPES = {
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "mp4": "audio/mp4",
    "adts": "audio/aac",
    "wav": "audio/wav",
    "aiff": "audio/aiff",
    "wavpack": "audio/x-wavpack",
    "wv": "audio/x-wavpack",
    "webm": "audio/webm",
}
_ENDINGS = {"mp4": "m4a", "adts": "aac", "wavpack": "wv"}
_unsafe = re.compile(r'[\\/:*?"<>|]')


def media_type(container: str, codec: str) -> str:
    """The media type of a container; Ogg says its codec too (RFC 5334), the unknown is plain bytes."""
    plain = _TYPES.get(container, "application/octet-stream")
    return f'{plain}; codecs="{codec}"' if plain == "audio/ogg" and codec else plain


def file_name(artist: str, title: str, container: str) -> str:
    """`Artist - Title.ext` that any file system takes: no separators, no control characters, at most 150 long."""
    name = " - ".join(part for part in (artist, title) if part)
    plain = "".join(
        character
        for character in _unsafe.sub("_", name)
        if unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
    plain = plain[:150].strip(" .") or "track"
    ending = _ENDINGS.get(container, container)
    return f"{plain}.{ending}" if ending.isalnum() else plain
