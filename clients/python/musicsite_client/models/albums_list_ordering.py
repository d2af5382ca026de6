from enum import StrEnum


class AlbumsListOrdering(StrEnum):
    ADDED = "added"
    DATE = "date"
    PLAYS = "plays"
    RANDOM = "random"
    TITLE = "title"
    VALUE_5 = "-title"
    VALUE_6 = "-added"
    VALUE_7 = "-plays"
    VALUE_8 = "-random"
    VALUE_9 = "-date"

    def __str__(self) -> str:
        return str(self.value)
