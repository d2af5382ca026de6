from pitching.models.activity import LicenceRequest, PitchActivity, PitchComment, PitchFavourite
from pitching.models.contact import Company, Contact, ContactTag, LetterStop
from pitching.models.defaults import PitchDefaults
from pitching.models.letter import LetterDay, PitchFollowUp, PitchLetter
from pitching.models.link import PitchLink
from pitching.models.notice import PitchNews, PitchNotice
from pitching.models.pitch import Format, Pitch, PitchDocument, PitchFile, PitchTrack
from pitching.models.sums import LinkSum, LinkTrackSum, PitchSum, PitchTrackSum

__all__ = [
    "Company",
    "Contact",
    "ContactTag",
    "Format",
    "LetterDay",
    "LetterStop",
    "LicenceRequest",
    "LinkSum",
    "LinkTrackSum",
    "Pitch",
    "PitchActivity",
    "PitchComment",
    "PitchDefaults",
    "PitchDocument",
    "PitchFavourite",
    "PitchFile",
    "PitchFollowUp",
    "PitchLetter",
    "PitchLink",
    "PitchNews",
    "PitchNotice",
    "PitchSum",
    "PitchTrack",
    "PitchTrackSum",
]
