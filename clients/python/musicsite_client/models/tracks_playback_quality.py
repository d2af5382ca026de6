from enum import StrEnum


class TracksPlaybackQuality(StrEnum):
    ORIGINAL = "original"
    VALUE_0 = "128"
    VALUE_1 = "256"
    VALUE_2 = "64"

    def __str__(self) -> str:
        return str(self.value)
