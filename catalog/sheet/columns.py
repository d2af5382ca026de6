"""The columns of the sheet, in their order."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.models import Album, Credit, SplitSide, VersionKind, Vocals


class Kind(StrEnum):
    """How a cell is written."""

    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NAMES = "names"
    TAGS = "tags"
    SPLITS = "splits"


class Part(StrEnum):
    """What a cell is of."""

    FIELD = "field"
    ALBUM = "album"
    CREDITS = "credits"
    TAGS = "tags"
    INSTRUMENTS = "instruments"
    VERSION = "version"
    RIGHTS = "rights"
    SPLITS = "splits"


type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `of` is the role, side, kind of tag or field of the album that it is about; `most` characters."""

    key: str
    label: Words
    part: Part
    kind: Kind = Kind.TEXT
    of: str = ""
    choices: tuple[tuple[str, Words], ...] = ()
    most: int = 500
    help: Words = ""

    @property
    def is_of_album(self) -> bool:
        """The same in all rows of an album: who writes it in one of them changes it for all."""
        return self.part == Part.ALBUM

    @property
    def is_private(self) -> bool:
        """Rights: of the people of the workspace alone."""
        return self.part in {Part.RIGHTS, Part.SPLITS}


def _choices(
    kinds: type[Vocals] | type[VersionKind] | type[Album.Type],
) -> tuple[tuple[str, Words], ...]:
    return tuple(kinds.choices)


_names = _("Several are divided by ;")
_shares = _("Anna Berg (STIM, IPI 00014107338, pub. Berg Musik) 50%; Bo Ek 50%")

COLUMNS: tuple[Column, ...] = (
    Column("title", _("Title"), Part.FIELD),
    Column("artists", _("Artists"), Part.CREDITS, Kind.NAMES, Credit.Role.MAIN, help=_names),
    Column("featured", _("Featured"), Part.CREDITS, Kind.NAMES, Credit.Role.FEATURED, help=_names),
    Column("album", _("Album"), Part.ALBUM, of="title"),
    Column(
        "album_type", _("Type of album"), Part.ALBUM, Kind.CHOICE, "type", choices=_choices(Album.Type)
    ),
    Column(
        "release_date", _("Release date"), Part.ALBUM, of="release_date", most=30,
        help=_("1971, 1971-05 or 1971-05-21."),
    ),
    Column("label", _("Label"), Part.ALBUM, of="label", most=190),
    Column("disc_number", _("Disc"), Part.FIELD, Kind.NUMBER),
    Column("position", _("Number"), Part.FIELD, Kind.NUMBER),
    Column(
        "version_kind", _("Version"), Part.VERSION, Kind.CHOICE, choices=_choices(VersionKind)
    ),
    Column(
        "version_of", _("Version of"), Part.VERSION, help=_("The title, ISRC or id of its track.")
    ),
    Column("isrc", _("ISRC"), Part.FIELD, most=40),
    Column("genres", _("Genres"), Part.TAGS, Kind.TAGS, "genre", most=4000, help=_names),
    Column("moods", _("Moods"), Part.TAGS, Kind.TAGS, "mood", most=4000, help=_names),
    Column(
        "instruments", _("Instruments"), Part.INSTRUMENTS, Kind.TAGS, most=4000, help=_names
    ),
    Column("vocals", _("Vocals"), Part.FIELD, Kind.CHOICE, choices=_choices(Vocals)),
    Column("bpm", _("BPM"), Part.FIELD, Kind.DECIMAL),
    Column("key", _("Key"), Part.FIELD, most=10, help=_("As written: Am, F#, 8A.")),
    Column("language", _("Language"), Part.FIELD, most=20),
    Column("is_explicit", _("Explicit"), Part.FIELD, Kind.YES_NO),
    Column("composers", _("Composers"), Part.CREDITS, Kind.NAMES, Credit.Role.COMPOSER, most=4000),
    Column("lyricists", _("Lyricists"), Part.CREDITS, Kind.NAMES, Credit.Role.LYRICIST, most=4000),
    Column("producers", _("Producers"), Part.CREDITS, Kind.NAMES, Credit.Role.PRODUCER, most=4000),
    Column("remixers", _("Remixers"), Part.CREDITS, Kind.NAMES, Credit.Role.REMIXER, most=4000),
    Column("iswc", _("ISWC"), Part.RIGHTS, most=40),
    Column(
        "writers", _("Writers’ splits"), Part.SPLITS, Kind.SPLITS, SplitSide.WRITER, most=20_000,
        help=_shares,
    ),
    Column(
        "publishers", _("Publishers’ splits"), Part.SPLITS, Kind.SPLITS, SplitSide.PUBLISHER, most=20_000,
        help=_shares,
    ),
    Column(
        "masters", _("Master splits"), Part.SPLITS, Kind.SPLITS, SplitSide.MASTER, most=20_000,
        help=_shares,
    ),
    Column("is_one_stop", _("One-stop"), Part.RIGHTS, Kind.YES_NO),
    Column("clearance_contact", _("Clearance contact"), Part.RIGHTS, most=300),
    Column("clearance_notes", _("Clearance notes"), Part.RIGHTS, Kind.LONG, most=20_000),
    Column("comment", _("Comment"), Part.FIELD, Kind.LONG, most=20_000),
    Column("lyrics", _("Lyrics"), Part.FIELD, Kind.LONG, most=50_000),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
