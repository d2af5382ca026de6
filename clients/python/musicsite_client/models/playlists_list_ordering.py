from enum import StrEnum


class PlaylistsListOrdering(StrEnum):
    CHANGED = "changed"
    TITLE = "title"
    VALUE_2 = "-changed"
    VALUE_3 = "-title"

    def __str__(self) -> str:
        return str(self.value)
