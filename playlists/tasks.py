"""Background jobs of playlists."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now

from catalog.models import Library
from common.jobs import job
from pictures.services import artworks_discard
from playlists.found import library_playlists_take
from playlists.models import Playlist, PlaylistChange

KEPT = timedelta(days=30)
"""For how long a change can be undone, and a deleted playlist brought back."""


@job(queue="quick", unique=True)
def found_playlists_take() -> None:
    """Bring the playlists of all libraries in step with the `.m3u` files that scans found."""
    for library in Library.objects.filter(found_playlists__isnull=False).distinct():
        library_playlists_take(library=library)
    Playlist.objects.filter(library__isnull=False, library__found_playlists__isnull=True).delete()


@job(queue="quick", unique=True)
def playlists_sweep() -> None:
    """Forget what can't be undone any more."""
    before = now() - KEPT
    PlaylistChange.objects.filter(created_at__lt=before).delete()
    with transaction.atomic():
        deleted = Playlist.objects.filter(deleted_at__lt=before)
        covers = list(deleted.values_list("cover_id", flat=True))
        deleted.delete()
        artworks_discard(covers)
