"""What a rule can ask of a track: fields by name, each of a kind; operators by kind.

One table for the grammar, the contract, the editor and the tests. How a field becomes SQL is in
`playlists.smart.conditions`, by the same names.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Album


class Kind(StrEnum):
    """What a field holds, and so what it can be asked."""

    TEXT = "text"  # names that people search by words
    NAME = "name"  # names that are equal or not
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    THING = "thing"  # a playlist or library, by its id


class Takes(StrEnum):
    """What stands as the value of a rule."""

    ONE = "one"  # one value of the field's kind
    TWO = "two"  # [from, to], both included
    DAYS = "days"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Operator:
    name: str
    words: "str | Promise"
    takes: Takes = Takes.ONE
    opposite_of: str = ""
    """It holds exactly where that one does not."""


IS = Operator("is", _("is"))
IS_NOT = Operator("is_not", _("is not"), opposite_of="is")
CONTAINS = Operator("contains", _("contains the words"))
CONTAINS_NOT = Operator("contains_not", _("does not contain the words"), opposite_of="contains")
BEGINS = Operator("begins", _("begins with"))
GREATER = Operator("greater", _("is more than"))
LESS = Operator("less", _("is less than"))
BETWEEN = Operator("between", _("is between"), Takes.TWO)
BEFORE = Operator("before", _("is before"))
AFTER = Operator("after", _("is after"))
IN_LAST = Operator("in_last", _("is in the last days:"), Takes.DAYS)
NOT_IN_LAST = Operator("not_in_last", _("is not in the last days:"), Takes.DAYS, "in_last")
IS_SET = Operator("is_set", _("is known"), Takes.NOTHING)
IS_NOT_SET = Operator("is_not_set", _("is not known"), Takes.NOTHING, "is_set")

OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.TEXT: (IS, IS_NOT, CONTAINS, CONTAINS_NOT, BEGINS),
    Kind.NAME: (IS, IS_NOT),
    Kind.CHOICE: (IS, IS_NOT),
    Kind.NUMBER: (IS, IS_NOT, GREATER, LESS, BETWEEN),
    Kind.DATE: (BEFORE, AFTER, BETWEEN, IN_LAST, NOT_IN_LAST),
    Kind.FLAG: (IS,),
    Kind.THING: (IS, IS_NOT),
}


class Reads(StrEnum):
    """What a playlist must be made again for, beside the catalogue."""

    LIKES = "likes"
    RATINGS = "ratings"
    PLAYS = "plays"
    FOLLOWS = "follows"
    PLAYLISTS = "playlists"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Field:
    """`least`, `most` and `decimals` bound numbers; `reads` is what it follows beside the catalogue."""

    name: str
    words: "str | Promise"
    kind: Kind
    may_lack: bool = False
    choices: tuple[tuple[str, "str | Promise"], ...] = ()
    least: int = 0
    most: int = 0
    decimals: int = 0
    reads: Reads | None = None
    help: "str | Promise" = ""

    @property
    def operators(self) -> tuple[Operator, ...]:
        return OPERATORS[self.kind] + ((IS_SET, IS_NOT_SET) if self.may_lack else ())

    def operator(self, name: str) -> Operator | None:
        return next((one for one in self.operators if one.name == name), None)


_T, _N, _D = Kind.TEXT, Kind.NUMBER, Kind.DATE
MOST_PLAYS = 2**31 - 1

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        Field("title", _("Title"), _T),
        Field("artist", _("Artist"), _T, help=_("Main and featured artists of the track.")),
        Field("album", _("Album"), _T),
        Field("album_artist", _("Album artist"), _T),
        Field("genre", _("Genre"), Kind.NAME, may_lack=True),
        Field("mood", _("Mood"), Kind.NAME, may_lack=True),
        Field("year", _("Year"), _N, may_lack=True, least=0, most=9999,
              help=_("Of the first release, where it is known.")),
        Field("release_date", _("Release date"), _D, may_lack=True),
        Field("date_added", _("Date added"), _D),
        Field("duration", _("Length in seconds"), _N, most=10_000_000),
        Field("bpm", _("BPM"), _N, may_lack=True, most=9999, decimals=2),
        Field("key", _("Key"), Kind.NAME, may_lack=True, help=_("As its tags write it: Am, F#, 8A.")),
        Field("explicit", _("Explicit"), Kind.FLAG),
        Field("language", _("Language"), Kind.NAME, may_lack=True),
        Field("album_type", _("Type of album"), Kind.CHOICE,
              choices=tuple((value, label) for value, label in Album.Type.choices)),
        Field("label", _("Label"), Kind.NAME, may_lack=True),
        Field("format", _("File format"), Kind.NAME, help="flac, mp3, mp4, ogg …"),
        Field("codec", _("Codec"), Kind.NAME, help="flac, mp3, aac, opus …"),
        Field("bitrate", _("Bit rate in kbit/s"), _N, most=4_000_000),
        Field("lossless", _("Lossless"), Kind.FLAG),
        Field("liked", _("Liked by you"), Kind.FLAG, reads=Reads.LIKES),
        Field("album_liked", _("Album liked by you"), Kind.FLAG, reads=Reads.LIKES),
        Field("artist_liked", _("Artist liked by you"), Kind.FLAG, reads=Reads.LIKES),
        Field("artist_followed", _("Artist followed by you"), Kind.FLAG, reads=Reads.FOLLOWS),
        Field("rating", _("Your stars"), _N, most=5, reads=Reads.RATINGS, help=_("0: not rated.")),
        Field("play_count", _("Played by you, times"), _N, most=MOST_PLAYS, reads=Reads.PLAYS),
        Field("last_played", _("Last played by you"), _D, may_lack=True, reads=Reads.PLAYS),
        Field("site_plays", _("Played by all, times"), _N, most=MOST_PLAYS, reads=Reads.CLOCK),
        Field("playlist", _("In the playlist"), Kind.THING, reads=Reads.PLAYLISTS),
        Field("library", _("In the library"), Kind.THING),
    )
}  # fmt: skip

ORDERS: dict[str, tuple["str | Promise", Reads | None]] = {
    "title": (_("title"), None),
    "artist": (_("artist"), None),
    "album": (_("album"), None),
    "year": (_("year"), None),
    "date_added": (_("date added"), None),
    "duration": (_("length"), None),
    "bpm": (_("BPM"), None),
    "rating": (_("your stars"), Reads.RATINGS),
    "play_count": (_("times played by you"), Reads.PLAYS),
    "last_played": (_("last played by you"), Reads.PLAYS),
    "site_plays": (_("times played by all"), Reads.CLOCK),
    "random": (_("chance"), None),
}
"""By what tracks are put in order: words, and what the order follows."""

EVERY: dict[str, "str | Promise"] = {
    "never": _("never"),
    "hour": _("each hour"),
    "day": _("each day"),
    "week": _("each week"),
}
"""How often chance draws anew."""
