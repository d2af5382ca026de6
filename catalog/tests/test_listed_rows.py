"""Rows by key, read by SQL that is kept, are those that `listed_for` gives, with what their lists show."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.forms.models import model_to_dict
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from catalog.listed_rows import SIZES, listed_keys, listed_rows, reached_tracks
from catalog.models import Album, Artist, Bundle, BundleItem, Genre, Grant, Track
from catalog.services import artist_image_take
from catalog.tests.factories import GenreFactory, LibraryFactory, TrackFactory
from common.ids import uuid7_hex
from pictures.models import Artwork
from tests.cast import PEOPLE, Cast, Things

MODELS: dict[str, Any] = {"track": Track, "album": Album, "artist": Artist, "genre": Genre}


def shown(kind: str, row: Any) -> Any:
    """What lists show of a row."""
    match kind:
        case "track":
            album = row.album
            return row.title, row.duration_ms, names(row), album and (album.title, album.cover)
        case "album":
            return row.title, row.added_at, names(row), row.cover
        case "artist":
            return row.name, row.image, row.image and (row.image.sha256, row.image.sizes)
    return model_to_dict(row)


def names(row: Any) -> list[tuple[str, str]]:
    return [(credit.artist.name, credit.role) for credit in row.credits.all()]


@pytest.mark.parametrize("kind", MODELS)
def test_every_viewer_gets_by_key_what_is_listed_for_them(
    kind: str, cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for visibility, name in (("members", "public"), ("private", "members")):
        picture = Artwork.objects.create(
            sha256=uuid7_hex() * 2, storage_key="x", state=Artwork.State.READY, sizes=[96, 384]
        )
        library = LibraryFactory(workspace=cast.label, visibility=visibility)
        assert artist_image_take(artist=things[name].artist, artwork_id=picture.pk, library=library)
        Album.objects.filter(pk=things[name].track.album_id).update(cover=picture)
    keys = list(MODELS[kind].objects.order_by("-pk").values_list("pk", flat=True))
    for person in PEOPLE:
        viewer = cast.viewer(person)
        listed = MODELS[kind].objects.listed_for(viewer)
        if kind == "artist":
            listed = listed.with_image_for(viewer)
        elif kind != "genre":
            listed = listed.for_rows() if kind == "track" else listed.for_cards()
        wanted = {row.pk: shown(kind, row) for row in listed}
        found = listed_rows(kind, viewer, keys)
        assert listed_keys(kind, viewer, keys) == found.keys(), person
        with django_assert_num_queries(0):
            assert {pk: shown(kind, row) for pk, row in found.items()} == wanted, person


def test_tracks_by_key_are_those_that_a_viewer_reaches(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keys = list(Track.objects.order_by("-pk").values_list("pk", flat=True))
    counts = set()
    for person in PEOPLE:
        viewer = cast.viewer(person)
        wanted = {
            row.pk: shown("track", row) for row in Track.objects.reachable_by(viewer).for_rows()
        }
        found = reached_tracks(viewer, keys)
        with django_assert_num_queries(0):
            assert {pk: shown("track", row) for pk, row in found.items()} == wanted, person
        counts.add(len(found))
    assert len(counts) > 2, "people reach different things"


def test_a_grant_reaches_as_long_as_it_works(cast: Cast, things: Things) -> None:
    track = things["private"].track
    viewer = cast.viewer("other")
    assert reached_tracks(viewer, [track.pk]) == {}
    bundle = Bundle.objects.create(workspace=cast.label)
    BundleItem.objects.create(bundle=bundle, track=track)
    grant = Grant.objects.create(bundle=bundle, user=cast.other)
    assert reached_tracks(cast.viewer("other"), [track.pk]).keys() == {track.pk}
    ends = now() + timedelta(milliseconds=50)
    Grant.objects.filter(pk=grant.pk).update(expires_at=ends)
    while now() <= ends:  # the statement was built before the grant ended
        time.sleep(0.01)
    assert reached_tracks(cast.viewer("other"), [track.pk]) == {}


def test_any_number_of_keys_is_asked_for(cast: Cast, things: Things) -> None:
    album, viewer = things["public"].album, cast.viewer("anonymous")
    keys = [TrackFactory(album=album).pk for _ in range(SIZES[-1] + 1)]
    for count in (0, 1, *SIZES, SIZES[-1] + 1):
        assert listed_rows("track", viewer, keys[:count]).keys() == set(keys[:count])
        assert listed_keys("track", viewer, keys[:count]) == set(keys[:count])


def test_what_is_not_read_of_a_row_is_read_when_it_is_asked_for(cast: Cast, things: Things) -> None:
    track = things["public"].track
    Track.objects.filter(pk=track.pk).update(lyrics="All of it")
    row = listed_rows("track", cast.viewer("anonymous"), [track.pk])[track.pk]
    assert "lyrics" in row.get_deferred_fields()
    assert row.lyrics == "All of it"
    assert row == track


def test_a_genre_that_nobody_has_is_not_there(cast: Cast, things: Things) -> None:
    assert listed_rows("genre", cast.viewer("owner"), [GenreFactory().pk]) == {}
