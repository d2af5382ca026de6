"""The discovery shelf: what a period draws, from what, and when it is written."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from itertools import count
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from accounts.viewer import NOBODY
from catalog.models import Artist, Genre, Track
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    GenreFactory,
    LibraryFactory,
    TrackFactory,
)
from common import pagecache
from editorial import discovery
from editorial.discovery import DRAWN, EVERY, SHOWN, discovered, drawn, draws_make, period_of
from editorial.models import Draw, DrawnTrack
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 13, 5, tzinfo=UTC)
PERIOD = datetime(2026, 11, 22, 12, tzinfo=UTC)


def catalogue(artists: int, *, genres: int = 4, each: int = 2) -> None:
    """A public catalogue: so many artists with so many tracks each, the first half of all in the first genre."""
    library = LibraryFactory()
    kinds = [GenreFactory() for _ in range(genres)]
    before = Track.objects.count()
    places = ((before + n) * 2654435761 % 2**31 for n in count(1))
    for n in range(artists):
        artist = ArtistFactory()
        album = AlbumFactory(library=library, artist=artist)
        for _ in range(each):
            genre = kinds[0] if n < artists / 2 else kinds[n % genres]
            track = TrackFactory(album=album, artist=artist, shuffle_key=next(places))
            track.genres.add(genre)


def shown(viewer: Any = NOBODY) -> list[int]:
    return list(discovered(viewer).values_list("track_id", flat=True))


def test_a_period_is_of_three_hours_of_the_clock() -> None:
    assert period_of(AT) == PERIOD == period_of(PERIOD)
    assert period_of(PERIOD - timedelta(seconds=1)) == PERIOD - EVERY


def test_a_draw_follows_from_its_period_and_the_catalogue_alone() -> None:
    catalogue(40)
    first = drawn(0, PERIOD)
    assert drawn(0, PERIOD) == first
    assert drawn(0, PERIOD + EVERY) != first
    assert len(first) == DRAWN
    places = Track.objects.in_bulk(first)
    assert [places[pk].shuffle_key for pk in first[:6]] == PINNED


PINNED = [950731688, 1992887243, 472030904, 1126909542, 1520856339, 591706100]
"""The first of that period, by their places in the random order."""


def test_no_artist_is_there_twice_and_genres_take_turns() -> None:
    catalogue(40, genres=5)
    tracks = Track.objects.in_bulk(drawn(0, PERIOD))
    artists = Counter(
        artist
        for track in tracks.values()
        for artist in track.credits.values_list("artist", flat=True)
    )
    assert set(artists.values()) == {1}
    genres = Counter(Genre.objects.filter(tracks__in=tracks).values_list("pk", flat=True))
    assert len(genres) == 5
    first = Genre.objects.filter(tracks__in=drawn(0, PERIOD)[:5])
    assert len(set(first.values_list("pk", flat=True))) == 5


def test_the_draw_before_is_left_out_where_there_is_enough() -> None:
    catalogue(60)
    draws_make(at=AT)
    first = shown()
    draws_make(at=AT + EVERY)
    assert not set(first) & set(shown())
    assert len(shown()) >= SHOWN


def test_a_small_catalogue_shows_again_what_it_has() -> None:
    catalogue(SHOWN)
    draws_make(at=AT)
    draws_make(at=AT + EVERY)
    assert len(shown()) == SHOWN


def test_a_draw_is_made_once_and_a_late_one_is_caught_up(
    django_capture_on_commit_callbacks: Any,
) -> None:
    catalogue(40)
    assert len(draws_make(at=AT)) == 2, "for everyone, and for members"
    before, generation = shown(), pagecache.generation()
    with django_capture_on_commit_callbacks(execute=True):
        assert draws_make(at=AT + timedelta(minutes=5)) == []
    assert (shown(), pagecache.generation()) == (before, generation)
    with django_capture_on_commit_callbacks(execute=True):
        assert len(draws_make(at=AT + 5 * EVERY)) == 2
    assert shown() != before
    assert pagecache.generation() != generation, "home turns over with it"


def test_a_draw_that_fails_half_way_leaves_the_one_before(monkeypatch: Any) -> None:
    catalogue(40)
    draws_make(at=AT)
    before = shown()

    def broken(*_: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(DrawnTrack.objects, "bulk_create", broken)
    assert draws_make(at=AT + EVERY) == []
    assert shown() == before
    assert not Draw.objects.filter(period=PERIOD + EVERY).exists()


def test_readers_never_see_an_empty_shelf_after_the_first_draw() -> None:
    catalogue(20)
    draws_make(at=AT)
    Track.objects.update(missing_since=AT)
    draws_make(at=AT + EVERY)
    Track.objects.update(missing_since=None)
    assert len(shown()) >= SHOWN, "nothing could be drawn: the draw before stays"


def test_a_draw_of_a_catalogue_that_was_still_filling_is_drawn_again() -> None:
    catalogue(3)
    draws_make(at=AT)
    assert len(shown()) == 3
    catalogue(30)
    draws_make(at=AT + timedelta(minutes=2))
    assert len(shown()) == DRAWN


def test_the_whole_of_a_large_catalogue_has_its_turn(monkeypatch: Any) -> None:
    monkeypatch.setattr(discovery, "PLACES", 8)
    monkeypatch.setattr(discovery, "AT_A_PLACE", 2)
    catalogue(150, each=1)
    seen: set[int] = set()
    for period in range(60):
        seen |= set(drawn(0, PERIOD + period * EVERY))
    assert len(seen) > 100


def test_what_is_heard_more_is_drawn_more_often_and_the_rest_too() -> None:
    catalogue(60, each=1, genres=1)
    known = set(Track.objects.order_by("pk").values_list("pk", flat=True)[:30])
    Track.objects.filter(pk__in=known).update(play_count=1000)
    counts = Counter(
        track in known
        for period in range(20)
        for track in drawn(0, PERIOD + period * EVERY)[:SHOWN]
    )
    assert counts[True] > 1.5 * counts[False] > 0


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nothing_is_drawn_or_shown_that_its_reader_does_not_see_listed(
    person: str, cast: Cast, things: Things
) -> None:
    draws_make(at=AT)
    viewer = cast.viewer(person)
    listed = Track.objects.listed_for(viewer)
    assert shown(viewer)
    assert set(shown(viewer)) <= set(listed.values_list("pk", flat=True))
    hidden = shown(viewer)[0]
    Track.objects.filter(pk=hidden).update(deleted_at=AT)
    assert hidden not in shown(viewer)


def test_the_command_draws_once_and_only_looks_when_told(cast: Cast) -> None:
    catalogue(20)
    assert "of 28 tracks can be drawn" in run("--dry-run")
    assert not Draw.objects.exists()
    assert "20 tracks drawn for" in run()
    assert "Nothing to do" in run()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("refresh_home", *arguments, stdout=out)
    return out.getvalue()


def test_the_shelf_is_read_by_one_query(django_assert_num_queries: Any) -> None:
    assert Artist.objects.count() == 0
    catalogue(20)
    draws_make(at=AT)
    with django_assert_num_queries(1):
        assert len(shown()) == 20
