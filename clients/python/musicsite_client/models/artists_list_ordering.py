from enum import StrEnum


class ArtistsListOrdering(StrEnum):
    ADDED = "added"
    NAME = "name"
    VALUE_2 = "-name"
    VALUE_3 = "-added"

    def __str__(self) -> str:
        return str(self.value)
