from enum import StrEnum


class KindEnum(StrEnum):
    GENRE = "genre"
    MOOD = "mood"

    def __str__(self) -> str:
        return str(self.value)
