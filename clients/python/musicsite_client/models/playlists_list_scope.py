from enum import StrEnum


class PlaylistsListScope(StrEnum):
    ALL = "all"
    MINE = "mine"

    def __str__(self) -> str:
        return str(self.value)
