"""The page of an open link, told from few columns by statements whose SQL is built once.

Most requests for a page are for one that was made a moment ago, and building five QuerySets costs ten times what the
database needs to answer them. Here the same is asked in SQL that is kept: is the link open (no password, no embargo),
tracks does it reach, which files are ready. All of that together is the key of the page that was made of it, so that
whatever changes is made anew; what is not known, or not open, goes the whole way (`pitching.received.page`).
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from accounts.viewer import Viewer
from catalog.models import Track
from common.pagecache import generation
from common.sealing import token_hash
from common.statements import Statement
from pitching.links import LONGEST
from pitching.models import PitchComment, PitchFavourite, PitchFile, PitchLink, PitchTrack

# Stand in the SQL for what changes from call to call: no row is like these.
_HASH, _PITCH, _LINK = "?" * 64, -987_654_321, -987_654_322
_AT = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)

_LINK_COLUMNS = (
    "pk", "pitch_id", "contact_id", "formats", "expires_at", "contact__name", "pitch__version", "pitch__changed_at",
    "pitch__workspace__name", "pitch__workspace__pitch_defaults__sender_name",
    "pitch__workspace__pitch_defaults__reply_to", "pitch__workspace__pitch_defaults__logo_id",
    "pitch__created_by__email",
)  # fmt: skip
"""What the page says of a link and its pitch. A pitch's version moves on with whatever else it shows."""


def _links() -> "QuerySet[Any, Any]":
    rows: QuerySet[Any] = PitchLink.objects.working(at=_AT).filter(
        Q(pitch__embargo_until__isnull=True) | Q(pitch__embargo_until__lte=_AT),
        token_hash=_HASH,
        is_preview=False,
        pitch__password="",
    )
    return rows.order_by().values_list(*_LINK_COLUMNS)


def _heard() -> "QuerySet[Any, Any]":
    shown = PitchTrack.objects.filter(pitch_id=_PITCH, track__isnull=False)
    tracks: Any = Track.objects.filter(pk__in=shown.values("track_id"), missing_since__isnull=True)
    viewer = Viewer(link_hashes=frozenset({_HASH}))
    heard: QuerySet[Any] = tracks.reachable_by(viewer, at=_AT, live=True)
    return heard.order_by("pk").values_list("pk")


def _ready() -> "QuerySet[Any, Any]":
    rows = PitchFile.objects.filter(pitch_id=_PITCH, state=PitchFile.State.READY)
    return rows.order_by("pk").values_list("pk", "format", "track_id")


def _favourites() -> "QuerySet[Any, Any]":
    rows = PitchFavourite.objects.filter(link_id=_LINK, track__deleted_at__isnull=True)
    return rows.order_by("pk").values_list("track__public_id", "track__title")


def _comments() -> "QuerySet[Any, Any]":
    rows = PitchComment.objects.filter(
        link_id=_LINK, deleted_at__isnull=True, track__deleted_at__isnull=True
    )
    return rows.order_by("track_id", "at_ms", "pk").values_list(
        "public_id", "track__public_id", "track__title", "at_ms", "text"
    )


_link, _heard_tracks, _ready_files = Statement(_links), Statement(_heard), Statement(_ready)
_favourite_rows, _comment_rows = Statement(_favourites), Statement(_comments)


@dataclass(frozen=True, slots=True)
class Known:
    """An open link (shared: whoever has it may be anybody), the key of the page as it is now (empty where no page may
    be kept), and what the page shows: keys of tracks, and ready files as (format, key of track).
    """

    link_id: int
    is_shared: bool
    key: str
    heard: list[int]
    ready: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Own:
    """What a recipient left: favourites as (track, title), comments as (id, track, title, at ms, text).

    The page of a shared link tells no comments: one holder's words are for the sender, and not for the other holders. A
    browser asks for what it wrote itself (`notes/`), and is told once by the page that it arrived (`is_said`).
    """

    favourites: list[tuple[Any, ...]]
    comments: list[tuple[Any, ...]]
    is_shared: bool = False
    is_said: bool = False

    def __bool__(self) -> bool:
        return bool(self.favourites or self.comments or self.is_said)


def known_page(token: str, *, at: datetime) -> Known | None:
    """The link of a token that is open to whoever holds it; three small queries. None for all that asks for more."""
    if not 0 < len(token) <= LONGEST:
        return None
    when = {
        connection.ops.adapt_datetimefield_value(_AT): connection.ops.adapt_datetimefield_value(at)
    }
    hashed = {_HASH: token_hash(token)}
    rows = _link.rows(PitchLink, {**when, **hashed})
    if not rows:
        return None
    current = generation()
    of_pitch = {_PITCH: rows[0][1]}
    heard = _heard_tracks.rows(Track, {**when, **hashed, **of_pitch})
    ready = _ready_files.rows(PitchFile, of_pitch)
    told = repr((current, get_language(), rows[0], heard, ready))
    key = f"pitch:page:1:{hashlib.blake2b(told.encode(), digest_size=16).hexdigest()}"
    return Known(
        rows[0][0],
        rows[0][2] is None,
        key if current else "",
        [track for (track,) in heard],
        [(format, track) for _, format, track in ready],
    )


def own_of(link_id: int, *, is_shared: bool, is_said: bool = False) -> Own:
    """What was left through a link, as its page tells it; two queries, one of a shared link."""
    of_link = {_LINK: link_id}
    comments = [] if is_shared else _comment_rows.rows(PitchComment, of_link)
    favourites = _favourite_rows.rows(PitchFavourite, of_link)
    return Own(favourites, comments, is_shared, is_said and is_shared)
