"""What is known of albums and tracks before they are rows: what an import or an upload hands to `catalog.services`.

Plain data without Django, so that the processes that read files can make it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

VARIOUS_ARTISTS = "Various Artists"
VARIOUS_MUSICBRAINZ_ID = "89ad4ac3-39f7-470e-963a-56509c546377"
VARIOUS_KEYS = frozenset(
    ("various artists", "various", "va", "v.a.", "v/a", "various artist")
    + ("diverse interpreten", "verschiedene interpreten", "artistes divers")
)
"""Names that stand for nobody, as `common.text.text_key` has them."""
UNKNOWN_ARTIST = "Unknown artist"
UNKNOWN_ALBUM = "Unknown album"


@dataclass(slots=True)
class CreditFacts:
    """A name as credited, its role (`Credit.Role`), what joins it to the next name, and who is meant."""

    name: str
    role: str = "main"
    join: str = ""
    detail: str = ""
    musicbrainz_id: str = ""
    sort_name: str = ""


@dataclass(slots=True)
class TrackFacts:
    """A track as its tags and name tell it. `fields` are columns of Track by name."""

    title: str
    fields: dict[str, Any]
    credits: list[CreditFacts]
    genres: list[str] = field(default_factory=list)
    moods: list[str] = field(default_factory=list)
    work: str = ""
    work_musicbrainz_id: str = ""
    disc_title: str = ""
    track_total: int | None = None
    album: "AlbumTag | None" = None
    pk: int | None = None
    """The row that it is of, where it has been seen before."""
    album_pk: int | None = None
    """The album that the row is of now."""
    added_at: datetime | None = None
    reappeared: bool = False


@dataclass(slots=True)
class AlbumTag:
    """What one file's tags say of its album. `fields` are columns of Album by name."""

    title: str
    fields: dict[str, Any]
    credits: list[CreditFacts]
    """Of the album's own artists; empty where tags name none."""
    musicbrainz_id: str = ""
    is_compilation: bool = False
    year: str = ""


@dataclass(slots=True)
class AlbumFacts:
    """An album put together from the files that are of it."""

    match_key: str
    title: str
    fields: dict[str, Any]
    credits: list[CreditFacts]
    added_at: datetime
    tracks: list[TrackFacts] = field(default_factory=list)
    """Tracks to write: new ones and changed ones."""
    others: list[TrackFacts] = field(default_factory=list)
    """Tracks that did not change, but belong to it: they only follow where the album goes."""
    cover_id: int | None = None
    keeps_cover: bool = False
    """Nothing is known of a cover in this round: leave what is there."""
