"""Taking a library away: its rows, and what only it needed."""

from django.db import transaction

from catalog.models import Album, Artist, Credit, Genre, Library, Track, Work
from catalog.services.marks import mark
from pictures.services import artworks_discard


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
    artworks_discard(pictures)
    return len(tracks)
