from enum import StrEnum


class TracksStreamFormat(StrEnum):
    ADTS = "adts"
    FMP4 = "fmp4"
    MP3 = "mp3"
    OPUS = "opus"
    WEBM = "webm"

    def __str__(self) -> str:
        return str(self.value)
