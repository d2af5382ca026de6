"""A file's format, told from its content, and the reading of it."""

from streaming.importing import flac, mp4, mpeg, ogg, riff, wavpack
from streaming.importing.errors import Refused
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import Sound
from streaming.importing.source import Source

EXTENSIONS = frozenset(
    (".mp3", ".mp2", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".aac", ".alac")
    + (".wav", ".wave", ".aif", ".aiff", ".aifc", ".wv")
)
"""Names that are looked at as music; what they hold is told from content."""


def read(source: Source, tags: RawTags) -> Sound:
    """Read a file's sound and tags. Raises Refused with the reason where it can't be taken in."""
    if source.size == 0:
        raise Refused("an empty file")
    head = source.head
    if head.startswith(b"fLaC"):
        return flac.read(source, 0, tags)
    if head.startswith(b"OggS"):
        return ogg.read(source, tags)
    if head[4:8] == b"ftyp":
        return mp4.read(source, tags)
    if (head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE") or (
        head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC")
    ):
        return riff.read(source, tags)
    if head.startswith(b"wvpk"):
        return wavpack.read(source, tags)
    start = mpeg.read_tags(source, tags)
    if start and source.at(start, 4) == b"fLaC":
        return flac.read(source, start, tags)
    return mpeg.read(source, start, tags)
