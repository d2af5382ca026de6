"""What the tests of pages share: the cast, and a small catalogue."""

from dataclasses import dataclass

import pytest
from django.test import Client

from catalog.models import Album, Artist, Credit, Genre, Library, Track
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    GenreFactory,
    LibraryFactory,
    TrackFactory,
)
from catalog.tests.indexing import index_everything
from tests.cast import cast, things

__all__ = ["cast", "things"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One public album of three tracks by one artist, in one genre."""

    library: Library
    artist: Artist
    guest: Artist
    album: Album
    tracks: list[Track]
    genre: Genre


@pytest.fixture
def shelf(db: None) -> Shelf:
    library = LibraryFactory()
    return fill(library, "Low Sun")


def fill(library: Library, title: str, tracks: int = 3) -> Shelf:
    """An album of `tracks` tracks; a guest features on the second."""
    artist = ArtistFactory(name=f"{title} Ensemble")
    guest = ArtistFactory(name=f"{title} Guest")
    genre = GenreFactory(name=f"{title} music")
    album = AlbumFactory(library=library, title=title, artist=artist, play_count=5)
    made = [
        TrackFactory(album=album, title=f"{title} {n}", artist=artist) for n in range(1, tracks + 1)
    ]
    if tracks > 1:
        Credit.objects.create(track=made[1], artist=guest, role=Credit.Role.FEATURED, position=1)
    album.genres.add(genre)
    for track in made:
        track.genres.add(genre)
    index_everything()
    return Shelf(library, artist, guest, album, made, genre)


@pytest.fixture
def visitor() -> Client:
    """A browser in which nobody is signed in."""
    return Client()
