"""The formats in which a track is given to be kept."""

from enum import StrEnum


class Keep(StrEnum):
    """A format of downloads. The original is the sound as it came in, to the bit."""

    ORIGINAL = "original"
    WAV = "wav"
    AIFF = "aiff"
    FLAC = "flac"
    MP3 = "mp3"

    def container_of(self, source: str) -> str:
        """What a file of this format is, made of one that is a `source` (`MediaFile.container`)."""
        return source if self is Keep.ORIGINAL else self.value
