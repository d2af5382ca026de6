from enum import StrEnum


class ByEnum(StrEnum):
    ADDED = "added"
    ALBUM = "album"
    ARTIST = "artist"
    DURATION = "duration"
    RANDOM = "random"
    REVERSED = "reversed"
    TITLE = "title"

    def __str__(self) -> str:
        return str(self.value)
