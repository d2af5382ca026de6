from enum import StrEnum


class ScopesEnum(StrEnum):
    ADMIN = "admin"
    PLAY = "play"
    READ = "read"
    UPLOAD = "upload"
    WRITE = "write"

    def __str__(self) -> str:
        return str(self.value)
