from enum import StrEnum


class VisibilityEnum(StrEnum):
    MEMBERS = "members"
    PRIVATE = "private"
    PUBLIC = "public"
    UNLISTED = "unlisted"

    def __str__(self) -> str:
        return str(self.value)
