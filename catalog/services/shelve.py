"""Many albums or tracks at once: whom they are for, taken off the shelves, and put back.

What a person deletes keeps its rows and files, and is `deleted_at` in `curated`, so that no scan brings it back.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from catalog.audience import Visibility
from catalog.models import Album, Library, Track
from catalog.services.bulk import chunks
from catalog.services.marks import mark
from catalog.services.refresh import album_refresh, artists_mark, audiences_refresh
from common.errors import Invalid

DELETED = "deleted_at"
type Items = Collection[Album] | Collection[Track]


@transaction.atomic
def items_visibility_set(*, rows: Items, visibility: str) -> int:
    """Say whom albums or tracks are for (empty: as the library says). Gives how many were for others before."""
    if visibility and visibility not in Visibility.values:
        raise Invalid("Choose who may see it.", field="visibility")
    others = [row for row in rows if row.visibility != visibility]
    by_library: dict[Library, set[int]] = {}
    for row in others:
        album = row.pk if isinstance(row, Album) else row.album_id
        by_library.setdefault(row.library, set()).add(album)
    for model in {type(row) for row in others}:
        for some in chunks(row.pk for row in others):
            model.objects.filter(pk__in=some).update(visibility=visibility)
    for library, albums in by_library.items():
        audiences_refresh(library=library, albums=albums)
    return len(others)


@transaction.atomic
def items_delete(*, rows: Items, at: datetime) -> int:
    """Take albums (with their tracks) or tracks off the shelves. Gives how many were there before.

    An album that loses its last track goes with it.
    """
    held = items_locked(rows)
    albums = [row for row in held if isinstance(row, Album) and row.deleted_at is None]
    tracks = [row for row in held if isinstance(row, Track) and row.deleted_at is None]
    _delete(albums, at, "album")
    _delete(tracks, at, "track")
    for some in chunks(album.pk for album in albums):
        along = Track.objects.select_for_update().filter(album_id__in=some, deleted_at=None)
        _delete(list(along.order_by("pk")), at, "album")
    _follow({album.pk for album in albums} | {track.album_id for track in tracks}, at)
    return len(albums) + len(tracks)


@transaction.atomic
def items_restore(*, rows: Items, at: datetime) -> int:
    """Put back what a person deleted: an album with the tracks that went with it, a track with its album.

    Gives how many came back. What is gone because its files are is not brought back here: a scan does that.
    """
    held = items_locked(rows)
    albums = [row for row in held if isinstance(row, Album) and DELETED in row.curated]
    tracks = [row for row in held if isinstance(row, Track) and DELETED in row.curated]
    for some in chunks(album.pk for album in albums):
        gone = Track.objects.select_for_update().filter(album_id__in=some, deleted_at__isnull=False)
        went_along = gone.order_by("pk")
        _restore([t for t in went_along if t.curated.get(DELETED, {}).get("with") == "album"])
    _restore(albums)
    _restore(tracks)
    homes = {track.album_id for track in tracks}
    for some in chunks(homes):
        lost = Album.objects.select_for_update().filter(pk__in=some, deleted_at__isnull=False)
        _restore(list(lost.order_by("pk")))
    _follow(homes | {album.pk for album in albums}, at)
    return len(albums) + len(tracks)


def items_locked(rows: Items) -> list[Album | Track]:
    """The rows as they are now, locked: `curated` is written whole, and may hold more than when they were read."""
    found: list[Album | Track] = []
    for model in (Album, Track):
        for some in chunks(row.pk for row in rows if isinstance(row, model)):
            locked = model.objects.select_for_update().filter(pk__in=some).order_by("pk")
            found += locked.prefetch_related("library")
    return found


def _delete(rows: Items, at: datetime, along: str) -> None:
    """`along` is what the person deleted: the row itself, or the album that it went with."""
    for row in rows:
        row.deleted_at = at
        row.curated[DELETED] = {"by": "person", "tags": None, "with": along}
    _save(rows)


def _restore(rows: Items) -> None:
    for row in rows:
        row.deleted_at = None
        row.curated.pop(DELETED, None)
    _save(rows)


def _save(rows: Items) -> None:
    albums = [row for row in rows if isinstance(row, Album)]
    tracks = [row for row in rows if isinstance(row, Track)]
    Album.objects.bulk_update(albums, [DELETED, "curated"], batch_size=200)
    Track.objects.bulk_update(tracks, [DELETED, "curated"], batch_size=200)


def _follow(albums: Iterable[int], at: datetime) -> None:
    """Counts, search and kept pages, after rows of these albums went or came."""
    albums = set(albums)
    album_refresh(albums=albums, at=at)
    mark("album", albums)
    for some in chunks(albums):
        mark("track", Track.objects.filter(album_id__in=some).values_list("pk", flat=True))
    artists_mark(albums=albums)
