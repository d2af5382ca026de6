"""Promises of history and statistics: one's own, searchable, removable, and right to the day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from catalog.audience import Audience, Visibility
from catalog.models import Library, Track
from catalog.tests.factories import ArtistFactory, LibraryFactory, TrackFactory
from common.errors import Invalid
from common.ids import uuid7_hex
from streaming.history import Period, longest_streak
from streaming.models import Play

HISTORY, STATISTICS = "/api/v1/me/history/", "/api/v1/me/statistics/"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def ana(db: None) -> User:
    return UserFactory()


@pytest.fixture
def here(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


@pytest.fixture
def shelf(db: None) -> Library:
    return LibraryFactory(visibility=Visibility.PUBLIC)


def heard(
    user: User, track: Track, *, at: datetime = NOON, seconds: float = 100, counted: bool = True
) -> Play:
    return Play.objects.create(
        client_id=uuid7_hex(),
        user=user,
        track=track,
        started_at=at,
        seconds=seconds,
        counted_at=at if counted else None,
    )


def titles(client: Client, **query: str) -> list[str]:
    answer = client.get(HISTORY, query)
    assert answer.status_code == 200, answer.content
    return [play["track"]["title"] for play in answer.json()["results"]]


def test_history_has_every_play_of_ones_own_the_latest_first(
    here: Client, ana: User, shelf: Library
) -> None:
    first, second = (
        TrackFactory(library=shelf, title="First"),
        TrackFactory(library=shelf, title="Second"),
    )
    heard(ana, first)
    heard(ana, second, at=NOON + timedelta(hours=1), counted=False)
    heard(UserFactory(), second, at=NOON + timedelta(hours=2))
    assert titles(here) == ["Second", "First"]
    counted = [play["counted"] for play in here.get(HISTORY).json()["results"]]
    assert counted == [False, True]


def test_what_may_not_be_heard_any_more_is_not_named(here: Client, ana: User) -> None:
    private = LibraryFactory(visibility=Visibility.PRIVATE)
    closed = {"listed_to": Audience.WORKSPACE, "reachable_to": Audience.WORKSPACE}
    heard(ana, TrackFactory(library=private, title="Secret", **closed))
    assert titles(here) == []
    assert here.get(STATISTICS).json()["tracks"] == []
    assert b"Secret" not in here.get("/history/").content
    assert b"Secret" not in here.get("/statistics/").content


@pytest.mark.parametrize("words", ["björk", "BJORK", "joga", "homogenic", "bjork joga", "jog"])
def test_a_search_finds_by_words_of_track_album_and_artist(
    here: Client, ana: User, shelf: Library, words: str
) -> None:
    joga = TrackFactory(library=shelf, title="Jóga", artist=ArtistFactory(name="Björk"))
    joga.album.title, joga.album.title_key = "Homogenic", "homogenic"
    joga.album.save()
    heard(ana, joga)
    heard(ana, TrackFactory(library=shelf, title="Something else"))
    assert titles(here, q=words) == ["Jóga"]


def test_a_search_takes_what_a_person_types(here: Client, ana: User, shelf: Library) -> None:
    heard(ana, TrackFactory(library=shelf))
    for words in ("%", "_", "'; DROP TABLE", "\\", "🎵", "a " * 90):
        assert here.get(HISTORY, {"q": words}).status_code == 200
    assert len(titles(here, q="")) == 1


def test_a_play_that_is_taken_out_loses_the_name_and_still_counts(
    here: Client, ana: User, shelf: Library
) -> None:
    play = heard(ana, TrackFactory(library=shelf))
    assert here.delete(f"{HISTORY}{play.client_id}/").status_code == 204
    assert titles(here) == []
    play.refresh_from_db()
    assert play.user is None
    assert play.counted_at is not None
    assert here.delete(f"{HISTORY}{play.client_id}/").status_code == 404


def test_nobody_takes_a_play_out_of_anothers_history(here: Client, shelf: Library) -> None:
    play = heard(UserFactory(), TrackFactory(library=shelf))
    missing = here.delete(f"{HISTORY}{uuid7_hex()}/")
    theirs = here.delete(f"{HISTORY}{play.client_id}/")
    assert theirs.status_code == missing.status_code == 404
    assert theirs.content == missing.content
    here.delete(HISTORY)
    play.refresh_from_db()
    assert play.user is not None


def test_history_is_cleared_whole_or_up_to_a_moment(
    here: Client, ana: User, shelf: Library
) -> None:
    track = TrackFactory(library=shelf, title="Kept")
    heard(ana, track, at=NOON - timedelta(days=1))
    heard(ana, track)
    assert here.delete(f"{HISTORY}?before=2026-05-01T00:00:00Z").status_code == 204
    assert titles(here) == ["Kept"]
    assert here.delete(f"{HISTORY}?before=yesterday").status_code == 422
    assert here.delete(HISTORY).status_code == 204
    assert titles(here) == []


def test_strangers_have_no_history(client: Client, db: None) -> None:
    for address in (HISTORY, STATISTICS):
        assert client.get(address).status_code == 401


def test_totals_count_what_counted_in_their_period(here: Client, ana: User, shelf: Library) -> None:
    often = TrackFactory(library=shelf, title="Often", artist=ArtistFactory())
    once = TrackFactory(library=shelf, title="Once", artist=ArtistFactory())
    for days in (0, 1, 2, 10):
        heard(ana, often, at=NOON + timedelta(days=days))
    heard(ana, once, at=NOON, seconds=200)
    heard(ana, once, at=NOON - timedelta(days=200))
    heard(ana, once, at=NOON, seconds=3, counted=False)
    told = here.get(STATISTICS, {"year": 2026, "month": 5}).json()
    assert (told["plays"], told["seconds"], told["days"], told["longest_streak"]) == (5, 600, 4, 3)
    assert [(each["track"]["title"], each["plays"]) for each in told["tracks"]] == [
        ("Often", 4),
        ("Once", 1),
    ]
    assert told["artists"][0]["plays"] == 4
    assert told["albums"][0]["plays"] == 4
    assert here.get(STATISTICS).json()["plays"] == 6
    assert here.get(STATISTICS, {"year": 2025}).json()["plays"] == 1


def test_a_wrong_period_is_named(here: Client) -> None:
    assert here.get(STATISTICS, {"month": 5}).status_code == 422
    assert here.get(STATISTICS, {"year": 2026, "month": 13}).status_code == 422
    for query in ("?year=x", "?year=1", "?month=5", "?year=99999", "?year=²"):
        assert here.get(f"/statistics/{query}").status_code == 404


def test_a_period_begins_and_ends_at_midnight_of_its_zone() -> None:
    zone = ZoneInfo("Europe/Berlin")
    start, end = Period(2026, 12, zone).bounds or (NOON, NOON)
    assert start.astimezone(UTC) == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert end.astimezone(UTC) == datetime(2026, 12, 31, 23, tzinfo=UTC)
    with pytest.raises(Invalid):
        Period(None, 5)


def test_a_streak_is_the_longest_of_days_in_a_row() -> None:
    days = [date(2026, 2, day) for day in (1, 2, 5, 6, 7, 28)] + [date(2026, 3, 1)]
    assert longest_streak(days) == 3
    assert longest_streak([]) == 0


def test_pages_tell_the_same_and_take_a_play_out(here: Client, ana: User, shelf: Library) -> None:
    play = heard(ana, TrackFactory(library=shelf, title="Low Sun"))
    assert b"Low Sun" in here.get("/history/").content
    assert b"Low Sun" in here.get("/history/?q=low").content
    assert b"Nothing that you heard" in here.get("/history/?q=high").content
    assert b"Low Sun" in here.get("/statistics/?year=2026").content
    assert here.post("/history/change/", {"play": play.client_id}).status_code == 303
    assert b"Low Sun" not in here.get("/history/").content
    heard(ana, play.track)
    here.post("/history/change/", {"all": "1"})
    assert b"Low Sun" not in here.get("/history/").content


PINS = ((HISTORY, 4), (STATISTICS, 11), ("/history/", 6), ("/statistics/", 12))


def test_queries_do_not_grow_with_what_was_heard(
    here: Client, ana: User, shelf: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(count: int) -> None:
        for n in range(count):
            heard(ana, TrackFactory(library=shelf), at=NOON + timedelta(days=n))

    fill(2)
    for address, queries in PINS:
        here.get(address)
        with django_assert_num_queries(queries):
            here.get(address)
    fill(10)
    for address, queries in PINS:
        with django_assert_num_queries(queries):
            here.get(address)
