from enum import StrEnum


class AlbumsListType(StrEnum):
    ALBUM = "album"
    COMPILATION = "compilation"
    EP = "ep"
    LIVE = "live"
    OTHER = "other"
    REMIX = "remix"
    SINGLE = "single"
    SOUNDTRACK = "soundtrack"

    def __str__(self) -> str:
        return str(self.value)
