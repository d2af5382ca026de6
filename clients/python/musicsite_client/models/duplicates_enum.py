from enum import StrEnum


class DuplicatesEnum(StrEnum):
    ADD = "add"
    REFUSE = "refuse"
    SKIP = "skip"

    def __str__(self) -> str:
        return str(self.value)
