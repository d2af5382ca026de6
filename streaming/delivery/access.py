"""Which file a viewer hears when they ask for a track.

All ways ask `Track.objects.reachable_by`. `heard_by` and `made_heard_by` serve each range of each stream: there,
building the query anew cost ten times what the database needs to answer it, so its SQL is built once for each viewer
and run with the track's id and the time put in. It is a `live` one: memberships, readers and grants are looked up by
the query itself, each time.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.viewer import Viewer
from catalog.models import Track
from common.errors import Forbidden, NotFound
from common.ids import PUBLIC_ID
from common.replica import read_from_writer
from common.statements import Statement
from streaming.delivery.places import Place
from streaming.models import MediaFile


def media_file_for(viewer: Viewer, track_id: str) -> MediaFile:
    """The current file of a track that the viewer reaches, with its library and track; one query.

    Raises NotFound for a track that is not there, one that may not be reached and one without a file: the same
    answer for all three.
    """
    return file_among(Track.objects.reachable_by(viewer), track_id)


def file_among(tracks: "QuerySet[Any]", track_id: str) -> MediaFile:
    """The current file of one of these tracks, with its library, track and album; one query. Raises NotFound."""
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    read_from_writer()
    file = (
        MediaFile.objects.filter(track__in=tracks.filter(public_id=track_id), is_current=1)
        .select_related("library", "track__album")
        .defer("tags", "waveform", "track__lyrics", "track__synced_lyrics", "track__comment")
        .first()
    )
    if file is None:
        raise NotFound
    return file


def check_download(viewer: Viewer, track_id: str) -> None:
    """Raise Forbidden for a track that the viewer reaches only by grants that let hear and not keep."""
    read_from_writer()
    if not Track.objects.filter(public_id=track_id).reachable_by(viewer, to_download=True).exists():
        raise Forbidden("This track is shared to be heard, not to be downloaded.")


@dataclass(frozen=True, slots=True)
class Heard:
    """What sending a file as it is takes."""

    file_id: str
    place: Place
    container: str
    codec: str
    artist: str
    title: str


@dataclass(frozen=True, slots=True)
class HeardMade:
    """What sending a complete rendition takes. `storage_key` is its place in the cache."""

    heard: Heard
    storage_key: str


_columns = (
    "public_id", "library__kind", "library__root", "path", "container", "codec", "track__artist_line", "track__title",
)  # fmt: skip
# Stand in the SQL for what changes from call to call. No id is like this, no grant ends then, nothing is made so.
_ANY_TRACK, _ANY_FORMAT, _ANY_BITRATE = "?" * 32, "?" * 10, 987_654_321
_ANY_TIME = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)
_ANY_USE = datetime(1, 2, 3, 4, 5, 7, tzinfo=UTC)


def heard_by(viewer: Viewer, track_id: str, *, at: datetime) -> Heard:
    """The current file of a track that the viewer reaches; one query. Raises NotFound as `media_file_for` does."""
    row = _run(_file_query(viewer), track_id, at)
    return _heard(row)


def made_heard_by(
    viewer: Viewer, track_id: str, *, format: str, bitrate: int, at: datetime, used_after: datetime
) -> HeardMade:
    """The rendition of a track that the viewer reaches, where one is known and its use needs no noting; one query.

    Raises NotFound for every other.
    """
    row = _run(
        _made_query(viewer), track_id, at,
        {_ANY_FORMAT: format, _ANY_BITRATE: bitrate, _adapted(_ANY_USE): _adapted(used_after)},
    )  # fmt: skip
    return HeardMade(_heard(row[1:]), row[0])


def _run(
    asked: Statement, track_id: str, at: datetime, more: dict[Any, Any] | None = None
) -> tuple[Any, ...]:
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    read_from_writer()
    known = {_ANY_TRACK: track_id, _adapted(_ANY_TIME): _adapted(at), **(more or {})}
    rows = asked.rows(MediaFile, known)
    if not rows:
        raise NotFound
    return rows[0]


def _heard(row: tuple[Any, ...]) -> Heard:
    public_id, kind, root, path, container, codec, artist, title = row
    return Heard(public_id, Place(kind, root, path), container, codec, artist, title)


@lru_cache(64)  # the straight way asks by the second
def _adapted(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _files(viewer: Viewer) -> QuerySet[Any, Any]:
    tracks = Track.objects.filter(public_id=_ANY_TRACK).reachable_by(
        viewer, at=_ANY_TIME, live=True
    )
    return MediaFile.objects.filter(track__in=tracks, is_current=1).order_by()


@lru_cache(maxsize=4096)
def _file_query(viewer: Viewer) -> Statement:
    return Statement(lambda: _files(viewer).values_list(*_columns))


@lru_cache(maxsize=4096)
def _made_query(viewer: Viewer) -> Statement:
    def made() -> QuerySet[Any, Any]:
        rows = _files(viewer).filter(
            renditions__format=_ANY_FORMAT,
            renditions__bitrate=_ANY_BITRATE,
            renditions__used_at__gt=_ANY_USE,
        )
        return rows.values_list("renditions__storage_key", *_columns)

    return Statement(made)
