"""Which file a viewer hears when they ask for a track.

Both ways ask `Track.objects.reachable_by`. `heard_by` serves each range of each stream: there, building the query anew
cost ten times what the database needs to answer it, so its SQL is built once for each viewer and run with the
track's id and the time put in. It is a `live` one: memberships, readers and grants are looked up by the query
itself, each time.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.viewer import Viewer
from catalog.models import Track
from common.errors import NotFound
from common.ids import PUBLIC_ID
from streaming.delivery.places import Place
from streaming.models import MediaFile


def media_file_for(viewer: Viewer, track_id: str) -> MediaFile:
    """The current file of a track that the viewer reaches, with its library and track; one query.

    Raises NotFound for a track that is not there, one that may not be reached and one without a file: the same
    answer for all three.
    """
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    tracks = Track.objects.filter(public_id=track_id).reachable_by(viewer)
    file = (
        MediaFile.objects.filter(track__in=tracks, is_current=1)
        .select_related("library", "track")
        .defer("tags", "waveform", "track__lyrics", "track__synced_lyrics", "track__comment")
        .first()
    )
    if file is None:
        raise NotFound
    return file


@dataclass(frozen=True, slots=True)
class Heard:
    """What sending a file as it is takes."""

    file_id: str
    place: Place
    container: str
    codec: str
    artist: str
    title: str


_columns = (
    "public_id", "library__kind", "library__root", "path", "container", "codec", "track__artist_line", "track__title",
)  # fmt: skip
# Stand in the SQL for what changes from call to call. No id is like this, and no grant ends then.
_ANY_TRACK = "?" * 32
_ANY_TIME = datetime(1, 2, 3, 4, 5, 6, tzinfo=UTC)


def heard_by(viewer: Viewer, track_id: str, *, at: datetime) -> Heard:
    """The current file of a track that the viewer reaches; one query. Raises NotFound as `media_file_for` does."""
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    sql, params = _query(viewer, connection.vendor)
    moment = connection.ops.adapt_datetimefield_value(at)
    known = {_ANY_TRACK: track_id, _moment(): moment}
    with connection.cursor() as cursor:
        cursor.execute(sql, [known.get(param, param) for param in params])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    public_id, kind, root, path, container, codec, artist, title = row
    return Heard(public_id, Place(kind, root, path), container, codec, artist, title)


def _moment() -> Any:
    return connection.ops.adapt_datetimefield_value(_ANY_TIME)


@lru_cache(maxsize=4096)
def _query(viewer: Viewer, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """SQL and parameters, with the two stand-ins among them."""
    tracks = Track.objects.filter(public_id=_ANY_TRACK).reachable_by(
        viewer, at=_ANY_TIME, live=True
    )
    files: QuerySet[Any, Any] = MediaFile.objects.filter(track__in=tracks, is_current=1)
    sql, params = files.order_by().values_list(*_columns).query.sql_with_params()
    return sql, tuple(params)
