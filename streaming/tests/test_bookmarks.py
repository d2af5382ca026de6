"""Promises of bookmarks: where a long track was left is kept, for oneself alone, until it is heard to its end."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.tests.factories import UserFactory
from catalog.audience import Audience, Visibility
from catalog.models import Library, Track
from catalog.tests.factories import LibraryFactory, TrackFactory
from common.personal import personal_data
from streaming.bookmarks import LONG_MS
from streaming.models import Bookmark
from streaming.tests.sound import track_make, wav_bytes

BOOKMARKS = "/api/v1/me/bookmarks/"


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


def a_mix(shelf: Library, **values: Any) -> Track:
    return TrackFactory(**{"library": shelf, "duration_ms": 3_600_000, **values})


def keep(client: Client, track: Track, position_ms: int, **body: Any) -> int:
    address = f"{BOOKMARKS}{track.public_id}/"
    told = json.dumps({"position_ms": position_ms, **body})
    return client.put(address, told, content_type="application/json").status_code


def kept(client: Client) -> list[tuple[str, int]]:
    found = client.get(BOOKMARKS).json()["results"]
    return [(one["track"]["title"], one["position_ms"]) for one in found]


def test_the_latest_left_comes_first_and_each_track_once(here: Client, shelf: Library) -> None:
    mix, talk = a_mix(shelf, title="Mix"), a_mix(shelf, title="Talk")
    assert keep(here, mix, 60_000) == keep(here, talk, 1000) == keep(here, mix, 90_000) == 204
    assert kept(here) == [("Mix", 90_000), ("Talk", 1000)]


def test_a_position_is_within_the_track_and_a_comment_stays(here: Client, shelf: Library) -> None:
    mix = a_mix(shelf)
    keep(here, mix, 9_999_999, comment="the quiet part")
    keep(here, mix, 8_888_888)
    (told,) = here.get(BOOKMARKS).json()["results"]
    assert (told["position_ms"], told["comment"]) == (3_600_000, "the quiet part")
    assert told["created_at"] <= told["changed_at"]


def test_what_was_heard_to_its_end_is_forgotten(here: Client, shelf: Library) -> None:
    mix = a_mix(shelf)
    keep(here, mix, 60_000)
    for _ in range(2):
        assert here.delete(f"{BOOKMARKS}{mix.public_id}/").status_code == 204
    assert kept(here) == []


def test_bookmarks_are_nobody_elses(here: Client, shelf: Library) -> None:
    mix = a_mix(shelf)
    keep(here, mix, 60_000)
    other = Client()
    other.force_login(UserFactory())
    assert kept(other) == []
    other.delete(f"{BOOKMARKS}{mix.public_id}/")
    assert len(kept(here)) == 1
    assert Client().get(BOOKMARKS).status_code == keep(Client(), mix, 1) == 401


def test_what_is_not_reached_has_no_bookmark_and_loses_it(here: Client, shelf: Library) -> None:
    closed = {"listed_to": Audience.WORKSPACE, "reachable_to": Audience.WORKSPACE}
    hidden = a_mix(LibraryFactory(visibility=Visibility.PRIVATE), **closed)
    assert keep(here, hidden, 1) == 404
    missing = f"{BOOKMARKS}{'0' * 32}/"
    assert (
        here.put(missing, '{"position_ms": 1}', content_type="application/json").status_code == 404
    )
    Bookmark.objects.create(user=User.objects.get(), track=hidden, position_ms=1)
    assert kept(here) == []


@pytest.mark.parametrize("body", ["{}", '{"position_ms": -1}', '{"position_ms": 1e99}', "[]"])
def test_a_wrong_bookmark_is_refused(body: str, here: Client, shelf: Library) -> None:
    address = f"{BOOKMARKS}{a_mix(shelf).public_id}/"
    assert here.put(address, body, content_type="application/json").status_code == 422


def test_the_list_asks_as_much_for_many_as_for_one(
    here: Client, shelf: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        keep(here, a_mix(shelf), number)
    with django_assert_num_queries(4):  # user, reach, bookmarks with tracks, credits
        assert len(kept(here)) == 5


def test_the_player_is_told_where_a_long_track_was_left(here: Client, library: Library) -> None:
    track = track_make(library, data=wav_bytes(1)).track
    for length, expected in ((LONG_MS, (True, 60_000)), (LONG_MS - 1, (False, None))):
        Track.objects.filter(pk=track.pk).update(duration_ms=length)
        keep(here, track, 60_000)
        told = here.get(f"/api/v1/tracks/{track.public_id}/playback/").json()
        assert (told["keeps_position"], told["resume_ms"]) == expected
        told = Client().get(f"/api/v1/tracks/{track.public_id}/playback/").json()
        assert (told["keeps_position"], told["resume_ms"]) == (expected[0], None)


def test_history_shows_what_was_left_and_forgets_it_on_wish(here: Client, shelf: Library) -> None:
    mix = a_mix(shelf, title="Long Mix")
    keep(here, mix, 754_000)
    page = here.get("/history/").content.decode()
    assert "Long Mix" in page and "12:34" in page
    assert here.post("/continue/", {"forget": mix.public_id}).status_code == 303
    assert "Long Mix" not in here.get("/history/").content.decode()


def test_home_asks_for_what_was_left_only_for_who_is_signed_in(
    here: Client, shelf: Library, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(9):
        keep(here, a_mix(shelf, title=f"Mix {number}"), 754_000)
    assert 'src="/continue/"' in here.get("/").content.decode()
    assert "/continue/" not in Client().get("/").content.decode()
    with django_assert_num_queries(5):  # session and user, reach, bookmarks, tracks, credits
        frame = here.get("/continue/")
    assert frame.content.decode().count("Continue Mix") == 8
    assert frame["Cache-Control"] == "private, no-store"


def test_bookmarks_are_in_the_export_of_ones_data(ana: User, here: Client, shelf: Library) -> None:
    keep(here, a_mix(shelf, title="Long Mix"), 754_000)
    (told,) = personal_data["bookmarks"].export(ana)
    assert (told["title"], told["position_ms"]) == ("Long Mix", 754_000)
