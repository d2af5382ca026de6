from enum import StrEnum


class LikeRemoveKind(StrEnum):
    ALBUM = "album"
    ARTIST = "artist"
    PLAYLIST = "playlist"
    TRACK = "track"

    def __str__(self) -> str:
        return str(self.value)
