"""Taking a library away: its rows, and what only it needed."""

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef

from catalog.models import Album, Artist, Credit, Genre, Library, Track, Work
from catalog.services.marks import mark
from pictures.models import Artwork


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
