"""What is kept on rows and follows from others: an album's counts and genres, audiences."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Sum

from catalog.audience import Audience, audiences
from catalog.models import Album, Artist, Credit, Library, Track
from catalog.services.bulk import chunks
from catalog.services.marks import mark
from common.conditions import empty
from common.registry import Registry

library_opened: Registry[Callable[[Library], None]] = Registry("follower of who sees a library")
"""Called in the transaction in which a library is opened to others than before."""

_gathered: ContextVar[dict[int, set[int]] | None] = ContextVar("audiences", default=None)


def album_refresh(*, albums: Iterable[int], at: datetime) -> None:
    """Count the tracks of these albums again and sum their time. An album that has lost all its tracks goes.

    Missing tracks and those that were taken down are not counted: an album of which none is left to hear is in no
    list, and comes back with them.
    """
    for some in chunks(set(albums)):
        here = Track.objects.filter(
            album_id__in=some,
            deleted_at__isnull=True,
            merged_into__isnull=True,
            missing_since__isnull=True,
        ).filter(empty("taken_down"))
        counted = {
            row["album_id"]: (row["tracks"], row["time"])
            for row in here.order_by()
            .values("album_id")
            .annotate(tracks=Count("pk"), time=Sum("duration_ms"))
        }
        held = Album.objects.filter(pk__in=some).values_list("pk", "track_count", "duration_ms")
        for pk, *now in held:
            count, time = counted.get(pk, (0, 0))
            if [count, time] != now:
                Album.objects.filter(pk=pk).update(track_count=count, duration_ms=time)
        bare = [pk for pk in some if pk not in counted]
        any_track = Track.objects.filter(album_id=OuterRef("pk"), deleted_at__isnull=True)
        Album.objects.filter(pk__in=bare, deleted_at__isnull=True).exclude(
            Exists(any_track)
        ).update(deleted_at=at)


def artists_mark(*, albums: Iterable[int]) -> None:
    """Whoever is credited on these albums or their tracks is found where something of them is to be seen."""
    for some in chunks(albums):
        for of in ("album_id__in", "track__album_id__in"):
            credits = Credit.objects.filter(**{of: some}).order_by()
            mark("artist", credits.values_list("artist_id", flat=True).distinct())


@transaction.atomic
def audiences_refresh(*, library: Library, albums: Iterable[int] | None = None) -> None:
    """Work the audiences of a library's albums and tracks out again (of these albums only, where given).

    One statement for each combination of visibilities that occurs, not for each row.
    """
    gathered = _gathered.get()
    if gathered is not None and albums is not None:
        gathered.setdefault(library.pk, set()).update(albums)
        return
    own = Album.objects.filter(library=library)
    tracks = Track.objects.filter(library=library)
    if albums is not None:
        albums = list(albums)
        own, tracks = own.filter(pk__in=albums), tracks.filter(album_id__in=albums)
    _hide(own, tracks)
    stand = own.filter(empty("taken_down"))
    for of_album in set(stand.order_by().values_list("visibility", flat=True).distinct()):
        listed, reachable = audiences(
            [library.visibility, of_album], restricted=library.is_restricted
        )
        alike = stand.filter(visibility=of_album)
        alike.update(listed_to=listed, reachable_to=reachable)
        inside = tracks.filter(empty("taken_down"), album_id__in=alike.order_by().values("pk"))
        for of_track in set(inside.order_by().values_list("visibility", flat=True).distinct()):
            listed, reachable = audiences(
                [library.visibility, of_album, of_track], restricted=library.is_restricted
            )
            inside.filter(visibility=of_track).update(listed_to=listed, reachable_to=reachable)
    image_to, _ = audiences([library.visibility], restricted=library.is_restricted)
    Artist.objects.filter(image_library=library).exclude(image_to=image_to).update(
        image_to=image_to
    )
    for some in chunks(own.order_by().values_list("pk", flat=True).iterator(), 2000):
        mark("album", some)
        artists_mark(albums=some)
    for some in chunks(tracks.order_by().values_list("pk", flat=True).iterator(), 2000):
        mark("track", some)
    if albums is None:
        for follows in library_opened:
            follows(library)


@contextmanager
def audiences_together() -> Iterator[None]:
    """Work out at the end of the block, which is in one transaction, the audiences of the albums of many rows.

    Libraries are read anew, and locked: one may have been closed to others since the rows were read.
    """
    gathered: dict[int, set[int]] = {}
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    for library in Library.objects.select_for_update().filter(pk__in=gathered).order_by("pk"):
        for some in chunks(sorted(gathered[library.pk])):
            audiences_refresh(library=library, albums=some)


def _hide(albums: Any, tracks: Any) -> None:
    """What was taken down is for nobody: albums with whatever tracks they have, tracks on whatever album they are."""
    nobody = {"listed_to": Audience.NOBODY, "reachable_to": Audience.NOBODY}
    down = albums.filter(taken_down__isnull=False)
    held = list(down.order_by().values_list("pk", flat=True))
    down.update(**nobody)
    tracks.filter(taken_down__isnull=False).update(**nobody)
    for some in chunks(held):
        tracks.filter(album_id__in=some).update(**nobody)
