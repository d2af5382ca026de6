from enum import StrEnum


class TracksStreamBitrate(StrEnum):
    VALUE_0 = "128"
    VALUE_1 = "256"
    VALUE_2 = "320"
    VALUE_3 = "64"

    def __str__(self) -> str:
        return str(self.value)
