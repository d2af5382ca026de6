from enum import StrEnum


class RatingSetKind(StrEnum):
    ALBUM = "album"
    ARTIST = "artist"
    TRACK = "track"

    def __str__(self) -> str:
        return str(self.value)
