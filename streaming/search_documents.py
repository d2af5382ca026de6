"""What search knows of tracks by their files: the format, as people call it."""

from streaming.models import MediaFile

NAMES = {"vorbis": "ogg"}
"""Codecs that people call otherwise."""


def format_of(container: str, codec: str) -> str:
    """`flac`, `mp3`, `ogg` (Vorbis), `opus`, `aac`, `alac`, `wavpack`; of samples as they are `wav`, `aiff`."""
    return container if codec == "pcm" else NAMES.get(codec, codec)


def track_formats(refs: list[int]) -> dict[int, dict[str, str]]:
    """The format of each track's current file, as `search.engine.Facts` names it."""
    rows = MediaFile.objects.filter(track_id__in=refs, is_current=1)
    return {
        track: {"format": format_of(container, codec)}
        for track, container, codec in rows.values_list("track_id", "container", "codec")
    }
