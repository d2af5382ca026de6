from enum import StrEnum


class GenresListKind(StrEnum):
    GENRE = "genre"
    MOOD = "mood"

    def __str__(self) -> str:
        return str(self.value)
