from enum import StrEnum


class TracksListOrdering(StrEnum):
    ADDED = "added"
    ALBUM = "album"
    PLAYS = "plays"
    RANDOM = "random"
    TITLE = "title"
    VALUE_5 = "-title"
    VALUE_6 = "-added"
    VALUE_7 = "-plays"
    VALUE_8 = "-random"
    VALUE_9 = "-album"

    def __str__(self) -> str:
        return str(self.value)
