from enum import StrEnum


class CreditRoleEnum(StrEnum):
    ARRANGER = "arranger"
    COMPOSER = "composer"
    CONDUCTOR = "conductor"
    DJ_MIXER = "dj_mixer"
    ENGINEER = "engineer"
    FEATURED = "featured"
    LYRICIST = "lyricist"
    MAIN = "main"
    MIXER = "mixer"
    OTHER = "other"
    PERFORMER = "performer"
    PRODUCER = "producer"
    REMIXER = "remixer"

    def __str__(self) -> str:
        return str(self.value)
