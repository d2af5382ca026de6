"""The demo catalogue as a library: the files that `streaming.demo` writes, imported, shown to everyone."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef

from catalog.audience import Visibility
from catalog.models import Album, Artist, Credit, Genre, Library, Track, Work
from catalog.services.marks import mark
from common.errors import Conflict
from pictures.models import Artwork
from streaming.demo import write_demo
from streaming.importing.scan import Options, library_scan
from streaming.importing.summary import Summary
from streaming.libraries import library_add
from streaming.models import Scan

NAME = "Demo"


def demo_folder() -> Path:
    """Where the demo's files lie."""
    return Path(settings.DATA_DIR) / "demo"


def demo_add(
    *,
    making: Callable[[int, int], None] | None = None,
    progress: Callable[[Summary], None] = lambda _summary: None,
) -> Summary:
    """Make the demo's files and import them. Run again, it brings back what is missing of them.

    `making` is told tracks made and tracks in all.
    """
    library = Library.objects.filter(is_demo=True).first()
    write_demo(demo_folder(), progress=making)
    if library is None:
        library = library_add(
            root=str(demo_folder()), name=NAME, visibility=Visibility.PUBLIC, is_demo=True
        )
    return library_scan(library=library, options=Options(progress=progress))


def demo_remove() -> int:
    """Take the demo away: rows, files, pictures, and artists whom nothing else credits. Gives how many tracks went."""
    tracks = 0
    for library in Library.objects.filter(is_demo=True):
        if Scan.objects.filter(library=library, is_running=1).exists():
            raise Conflict("The demo is being imported: wait until that is done.")
        tracks += library_remove(library)
    shutil.rmtree(demo_folder(), ignore_errors=True)
    return tracks


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
    Work.objects.filter(pk__in=works, tracks__isnull=True).delete()
    artists = Artist.objects.filter(pk__in=credited, credits__isnull=True, works__isnull=True)
    pictures = {cover for _, cover in albums} | set(artists.values_list("image_id", flat=True))
    gone = list(artists.values_list("pk", flat=True))
    Artist.objects.filter(pk__in=gone).delete()
    Genre.objects.filter(pk__in=genres, tracks__isnull=True, albums__isnull=True).delete()
    mark("track", tracks)
    mark("album", [pk for pk, _ in albums])
    mark("artist", gone)
    _remove_pictures({pk for pk in pictures if pk is not None})
    return len(tracks)


def _remove_pictures(pks: set[int]) -> None:
    """Remove pictures that nothing shows any more; their files once the rows are gone."""
    unused = Artwork.objects.filter(pk__in=pks).exclude(
        Exists(Album.objects.filter(cover_id=OuterRef("pk")))
        | Exists(Artist.objects.filter(image_id=OuterRef("pk")))
    )
    keys: list[str] = []
    for artwork in unused:
        made = [f"{artwork.folder}/{size}.webp" for size in artwork.sizes]
        keys += [artwork.storage_key, *made, f"{artwork.folder}/og.jpg"]
        artwork.delete()

    def remove() -> None:
        for key in keys:
            default_storage.delete(key)

    transaction.on_commit(remove)
