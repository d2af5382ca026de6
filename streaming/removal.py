"""Taking a library away, with its rows and what only it needed; and the bytes of what was deleted long ago."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from catalog.models import Album, Artist, Credit, Genre, Library, Track, Work
from catalog.services.changes import history_forget
from catalog.services.marks import mark
from common.registry import Registry
from common.storage import storage_delete
from pictures.services import artworks_discard
from streaming.delivery.places import place_of
from streaming.models import MediaFile

DELETED_KEPT = timedelta(days=30)
"""For how long what was deleted can be brought back."""
SOME = 500


@transaction.atomic
def library_remove(library: Library) -> int:
    """Delete a library: rows, pictures, artists whom nothing else credits. Files stay. Gives how many tracks went."""
    albums = list(Album.objects.filter(library=library).values_list("pk", "cover_id"))
    tracks = list(Track.objects.filter(library=library).values_list("pk", flat=True))
    credited = set(
        Credit.objects.filter(album__library=library).values_list("artist_id", flat=True)
    ) | set(Credit.objects.filter(track__library=library).values_list("artist_id", flat=True))
    genres = set(Genre.objects.filter(tracks__library=library).values_list("pk", flat=True))
    works = set(Work.objects.filter(tracks__library=library).values_list("pk", flat=True))
    library.delete()
    history_forget(kind="track", refs=tracks)
    history_forget(kind="album", refs=[pk for pk, _ in albums])
    Work.objects.filter(pk__in=works, tracks__isnull=True).delete()
    artists = Artist.objects.filter(pk__in=credited, credits__isnull=True, works__isnull=True)
    pictures = {cover for _, cover in albums} | set(artists.values_list("image_id", flat=True))
    gone = list(artists.values_list("pk", flat=True))
    Artist.objects.filter(pk__in=gone).delete()
    # One that others were merged into keeps what their names mean, for when such music comes again.
    unused = Genre.objects.filter(pk__in=genres, tracks__isnull=True, albums__isnull=True)
    unused.filter(merged__isnull=True, merged_into__isnull=True).delete()
    mark("track", tracks)
    mark("album", [pk for pk, _ in albums])
    mark("artist", gone)
    artworks_discard(pictures)
    return len(tracks)


@dataclass(frozen=True, slots=True)
class Removed:
    """Tracks whose bytes are gone for good, for rooms above that keep bytes made of them."""

    track_ids: tuple[int, ...]


bytes_removed: Registry[Callable[[Removed], None]] = Registry("removal of bytes made of tracks")
"""Called outside of a transaction, before the rows of the files go: what fails is done again by the next sweep."""


def deleted_sweep(*, at: datetime) -> int:
    """Remove the bytes of uploaded tracks that somebody deleted long ago; how many tracks that were.

    What was taken down is evidence, and kept. Their rows stay without a file, for what was heard of them. Bytes go
    first, so that whatever is left by a process that dies here is found again. Files of folders that imports read are
    nobody's to delete.
    """
    uploads = Library.Kind.UPLOADS
    gone = MediaFile.objects.filter(
        library__kind=uploads,
        track__deleted_at__lt=at - DELETED_KEPT,
        track__taken_down__isnull=True,
    ).select_related("library", "track")
    files = list(gone.defer("tags", "waveform").order_by("pk")[:SOME])
    tracks = {file.track_id for file in files}
    if tracks:
        removed = Removed(tuple(sorted(tracks)))
        for tell in bytes_removed:
            tell(removed)
    for file in files:
        storage_delete([place_of(file).key])
        file.delete()
    Track.objects.filter(pk__in=tracks).update(missing_since=at, updated_at=at)
    _covers_sweep(at)
    return len(tracks)


def _covers_sweep(at: datetime) -> None:
    """Covers of uploaded albums that went with their tracks."""
    albums = Album.objects.filter(
        library__kind=Library.Kind.UPLOADS,
        deleted_at__lt=at - DELETED_KEPT,
        cover__isnull=False,
        taken_down__isnull=True,
    )
    rows = list(albums.values_list("pk", "cover_id")[:SOME])
    with transaction.atomic():
        Album.objects.filter(pk__in=[pk for pk, _ in rows]).update(cover=None, updated_at=at)
        artworks_discard({cover for _, cover in rows})
