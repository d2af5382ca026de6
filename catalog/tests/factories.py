"""A catalogue for tests. Keys, audiences and counts are kept as the services keep them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory

from accounts.tests.factories import ModelFactory, UserFactory, WorkspaceFactory
from catalog.audience import Visibility, audiences
from catalog.models import (
    Album,
    Artist,
    Bundle,
    BundleItem,
    Credit,
    Genre,
    Grant,
    Library,
    Track,
)
from common.text import sort_key, text_key

START = datetime(2026, 1, 1, tzinfo=UTC)


def _added(n: int) -> datetime:
    return START + timedelta(minutes=n)


def _scattered(n: int) -> int:
    """A place in the random order, the same in every run (Knuth's multiplicative hash)."""
    return n * 2654435761 % 2**31


class LibraryFactory(ModelFactory[Library]):
    """A library for everyone, in a workspace without members."""

    class Meta:
        model = Library

    workspace = factory.SubFactory(WorkspaceFactory)
    name = factory.Sequence(lambda n: f"Library {n}")
    kind = Library.Kind.UPLOADS
    visibility = Visibility.PUBLIC


class ArtistFactory(ModelFactory[Artist]):
    class Meta:
        model = Artist

    name = factory.Sequence(lambda n: f"Artist {n}")
    name_key = factory.LazyAttribute(lambda artist: text_key(artist.name))
    sort_key = factory.LazyAttribute(lambda artist: sort_key(artist.name))


class GenreFactory(ModelFactory[Genre]):
    class Meta:
        model = Genre

    name = factory.Sequence(lambda n: f"Genre {n}")
    name_key = factory.LazyAttribute(lambda genre: text_key(genre.name))


class AlbumFactory(ModelFactory[Album]):
    """An album of no tracks yet; `artist=` makes the main credit."""

    class Meta:
        model = Album
        skip_postgeneration_save = True

    library = factory.SubFactory(LibraryFactory)
    title = factory.Sequence(lambda n: f"Album {n}")
    title_key = factory.LazyAttribute(lambda album: text_key(album.title))
    sort_key = factory.LazyAttribute(lambda album: sort_key(album.title))
    match_key = factory.Sequence(lambda n: f"{n:064x}")
    release_date = factory.Sequence(lambda n: f"{1960 + n % 60}-03-01")
    added_at = factory.Sequence(_added)
    shuffle_key = factory.Sequence(_scattered)
    visibility = ""
    listed_to = factory.LazyAttribute(lambda album: _audiences(album)[0])
    reachable_to = factory.LazyAttribute(lambda album: _audiences(album)[1])

    @factory.post_generation
    def artist(self: Any, create: bool, artist: Artist | None, **_: Any) -> None:
        _credit(self, artist, album=self)


class TrackFactory(ModelFactory[Track]):
    """A track of three minutes, next on its album; `artist=` makes the main credit."""

    class Meta:
        model = Track
        skip_postgeneration_save = True

    album = factory.SubFactory(AlbumFactory)
    library = factory.SelfAttribute("album.library")
    title = factory.Sequence(lambda n: f"Track {n}")
    title_key = factory.LazyAttribute(lambda track: text_key(track.title))
    sort_key = factory.LazyAttribute(lambda track: sort_key(track.title))
    position = factory.LazyAttribute(lambda track: track.album.track_count + 1)
    duration_ms = 180_000
    added_at = factory.Sequence(_added)
    shuffle_key = factory.Sequence(_scattered)
    visibility = ""
    listed_to = factory.LazyAttribute(lambda track: _audiences(track.album, track)[0])
    reachable_to = factory.LazyAttribute(lambda track: _audiences(track.album, track)[1])

    @factory.post_generation
    def artist(self: Any, create: bool, artist: Artist | None, **_: Any) -> None:
        _credit(self, artist, track=self)

    @factory.post_generation
    def counted(self: Any, create: bool, extracted: Any, **_: Any) -> None:
        self.album.track_count += 1
        self.album.duration_ms += self.duration_ms
        self.album.save(update_fields=["track_count", "duration_ms"])


class BundleFactory(ModelFactory[Bundle]):
    """A set of what `tracks=` and `albums=` name."""

    class Meta:
        model = Bundle
        skip_postgeneration_save = True

    workspace = factory.SubFactory(WorkspaceFactory)

    @factory.post_generation
    def tracks(self: Any, create: bool, tracks: list[Track] | None, **_: Any) -> None:
        BundleItem.objects.bulk_create(BundleItem(bundle=self, track=t) for t in tracks or [])

    @factory.post_generation
    def albums(self: Any, create: bool, albums: list[Album] | None, **_: Any) -> None:
        BundleItem.objects.bulk_create(BundleItem(bundle=self, album=a) for a in albums or [])


class GrantFactory(ModelFactory[Grant]):
    """A share: a bundle given to a user by a user."""

    class Meta:
        model = Grant

    bundle = factory.SubFactory(BundleFactory)
    user = factory.SubFactory(UserFactory)
    given_by = factory.SubFactory(UserFactory)


def _audiences(album: Any, track: Any = None) -> tuple[int, int]:
    visibilities = [item.visibility for item in (album, track) if item is not None]
    library = album.library
    return audiences([library.visibility, *visibilities], restricted=library.is_restricted)


def _credit(row: Any, artist: Artist | None, **of: Any) -> None:
    if artist is None:
        return
    Credit.objects.create(artist=artist, role=Credit.Role.MAIN, **of)
    row.artist_line = artist.name
    row.save(update_fields=["artist_line"])
