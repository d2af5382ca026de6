from enum import StrEnum


class AccessEnum(StrEnum):
    EDIT = "edit"
    LISTEN = "listen"
    OWN = "own"

    def __str__(self) -> str:
        return str(self.value)
