"""Background jobs of playlists."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from catalog.models import Library
from common.jobs import job
from pictures.services import artworks_discard
from playlists.found import library_playlists_take
from playlists.models import ListeningImport, Playlist, PlaylistChange
from playlists.past.run import (
    listening_import_fail,
    listening_import_run,
    listening_imports_fail_still,
)
from playlists.search_documents import playlists_mark
from playlists.sharing.following import shares_end
from playlists.smart.jobs import smart_refresh_due
from playlists.smart.noting import playlists_looked_at, time_passed

KEPT = timedelta(days=30)
"""For how long a change can be undone, and a deleted playlist brought back."""


@job(queue="quick", unique=True)
def found_playlists_take() -> None:
    """Bring the playlists of all libraries in step with the `.m3u` files that scans found."""
    for library in Library.objects.filter(found_playlists__isnull=False).distinct():
        library_playlists_take(library=library)
    gone = Playlist.objects.filter(library__isnull=False, library__found_playlists__isnull=True)
    with transaction.atomic():
        shares_end(gone)
        playlists_mark(gone.values_list("pk", flat=True))
        gone.delete()


@job(queue="quick", unique=True)
def playlists_sweep() -> None:
    """Forget what can't be undone any more."""
    before = now() - KEPT
    PlaylistChange.objects.filter(created_at__lt=before).delete()
    with transaction.atomic():
        deleted = Playlist.objects.filter(deleted_at__lt=before)
        covers = list(deleted.values_list("cover_id", flat=True))
        shares_end(deleted)
        deleted.delete()
        artworks_discard(covers)


@job(unique=True)
def smart_look() -> None:
    """Find what smart playlists read and nobody tells of, and make what is due: also what a killed worker left."""
    playlists_looked_at()
    smart_refresh_due.enqueue()


@job(unique=True)
def smart_hour() -> None:
    """Make those again that read the clock."""
    time_passed()


@job(unique=True)
def smart_day() -> None:
    """Make all of them again, for whatever was not noted."""
    time_passed(all_of_them=True)


def listening_import_died(import_id: int) -> None:
    """Its job has failed for good: who waits for it is told at once."""
    row = ListeningImport.objects.select_related("user").filter(pk=import_id).first()
    if row is not None:
        listening_import_fail(row=row, at=now())


@job(queue="heavy", retries=2, unique=True, when_dead=listening_import_died)
def listening_import_take(import_id: int) -> None:
    """Take in the file that a listener brought along. Safe to run twice: what is here is not taken again."""
    row = ListeningImport.objects.select_related("user").filter(pk=import_id).first()
    if row is not None:
        listening_import_run(row=row, at=now())


@job(queue="quick", unique=True)
def listening_imports_sweep() -> int:
    """Give up on imports whose job died for good, and on their files."""
    return listening_imports_fail_still(at=now())
