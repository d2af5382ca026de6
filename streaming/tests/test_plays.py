"""Promises of `/api/v1/plays/`: told as often as you like, counted once, and never more than the clock allows."""

from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from catalog.audience import Audience
from catalog.models import Album, Library, Track
from common.ids import uuid7_hex
from insights.models import OutboxEvent
from streaming.models import MediaFile, Play
from streaming.plays import play_count_once
from streaming.tests.sound import track_make

START = datetime(2026, 5, 1, 12, tzinfo=UTC)
ID = "0123456789abcdef0123456789abcdef"


class Player:
    """Reports plays as the browser does, at a given second after the start."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def tell(
        self, file: MediaFile, seconds: float, *, at: float, id: str = ID, **more: object
    ) -> tuple[int, dict[str, Any]]:
        body = {
            "id": id,
            "track": file.track.public_id,
            "seconds": seconds,
            "source": "album:abc",
            **more,
        }
        with mock.patch("streaming.api.plays.now", return_value=START + timedelta(seconds=at)):
            response = self.client.post("/api/v1/plays/", body, content_type="application/json")
        return response.status_code, response.json()


@pytest.fixture
def song(library: Library) -> MediaFile:
    return track_make(library, data=b"sound", duration_ms=100_000)


@pytest.fixture
def player(client: Client) -> Player:
    return Player(client)


def counts(file: MediaFile) -> tuple[int, int]:
    return (
        Track.objects.get(pk=file.track_id).play_count,
        Album.objects.get(pk=file.track.album_id).play_count,
    )


def test_half_the_track_counts_once_however_often_it_is_told(
    player: Player, song: MediaFile
) -> None:
    assert player.tell(song, 0, at=0) == (201, {"id": ID, "seconds": 0.0, "counted": False})
    assert player.tell(song, 49.9, at=50)[1]["counted"] is False
    assert counts(song) == (0, 0)
    for at in (51, 60, 60, 100):
        assert player.tell(song, at, at=at, ended=at == 100)[1]["counted"] is True
    assert counts(song) == (1, 1)
    assert Play.objects.get().seconds == 100
    event = OutboxEvent.objects.get(name="play.counted")
    assert event.data["track"] == song.track.public_id


def test_two_reports_that_reach_the_half_at_once_count_once(
    player: Player, song: MediaFile
) -> None:
    player.tell(song, 0, at=0)
    first, second = Play.objects.get(), Play.objects.get()
    assert play_count_once(play=first, track=song.track, at=START)
    assert not play_count_once(play=second, track=song.track, at=START)
    assert counts(song) == (1, 1)
    assert OutboxEvent.objects.count() == 1


def test_four_minutes_of_a_long_track_count(player: Player, library: Library) -> None:
    long = track_make(library, data=b"sound", duration_ms=3_600_000)
    player.tell(long, 0, at=0)
    assert player.tell(long, 239, at=239)[1]["counted"] is False
    assert player.tell(long, 240, at=240)[1]["counted"] is True


def test_nobody_hears_more_than_the_clock_allows(player: Player, song: MediaFile) -> None:
    assert player.tell(song, 100, at=0)[1] == {"id": ID, "seconds": 5.0, "counted": False}
    assert player.tell(song, 100, at=10)[1] == {"id": ID, "seconds": 15.0, "counted": False}
    assert counts(song) == (0, 0)


def test_what_the_player_says_of_its_start_is_not_believed(player: Player, song: MediaFile) -> None:
    told = player.tell(song, 100, at=0, started_at="2020-01-01T00:00:00Z")
    assert told[1]["counted"] is False


def test_nobody_hears_more_than_the_track_is_long(player: Player, song: MediaFile) -> None:
    player.tell(song, 0, at=0)
    assert player.tell(song, 5000, at=5000)[1]["seconds"] == 100.0


def test_reports_that_overtake_each_other_take_nothing_away(
    player: Player, song: MediaFile
) -> None:
    player.tell(song, 0, at=0)
    player.tell(song, 40, at=40)
    assert player.tell(song, 20, at=41)[1]["seconds"] == 40.0


def test_a_track_one_may_not_reach_is_not_found_and_keeps_nothing(
    client: Client, as_listener: Client, library: Library
) -> None:
    members = track_make(library, "a.wav", b"a", audience=Audience.MEMBERS)
    private = track_make(library, "b.wav", b"b", audience=Audience.WORKSPACE)
    nowhere = Player(client).client.post(
        "/api/v1/plays/",
        {"id": ID, "track": "f" * 32, "seconds": 1},
        content_type="application/json",
    )
    assert nowhere.status_code == 404
    assert Player(client).tell(members, 1, at=0) == (404, nowhere.json())
    assert Player(as_listener).tell(private, 1, at=0) == (404, nowhere.json())
    assert not Play.objects.exists()
    assert Player(as_listener).tell(members, 1, at=0)[0] == 201


def test_an_id_belongs_to_one_track_and_one_person(
    player: Player, as_listener: Client, library: Library, song: MediaFile, listener: User
) -> None:
    other = track_make(library, "other.wav", b"other")
    assert Player(as_listener).tell(song, 1, at=0)[0] == 201
    assert Play.objects.get().user == listener
    assert player.tell(song, 2, at=2)[0] == 409
    assert Player(as_listener).tell(other, 2, at=2)[0] == 409


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "short"), ("id", None), ("track", "x"), ("seconds", -1), ("seconds", "many"), ("seconds", "nan"),
     ("seconds", "inf"), ("source", "<script>"), ("source", "a" * 61), ("started_at", "yesterday")],
)  # fmt: skip
def test_what_is_wrong_is_named(player: Player, song: MediaFile, field: str, value: object) -> None:
    body = {"id": ID, "track": song.track.public_id, "seconds": 1} | {field: value}
    response = player.client.post("/api/v1/plays/", body, content_type="application/json")
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [f"/{field}"]
    assert not Play.objects.exists()


def test_other_methods_are_refused(client: Client) -> None:
    for method in ("get", "put", "delete"):
        assert getattr(client, method)("/api/v1/plays/").status_code == 405


def test_another_site_cannot_make_somebody_play(listener: User, song: MediaFile) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(listener)

    def status(client: Client, **headers: str) -> int:
        body = {"id": uuid7_hex(), "track": song.track.public_id, "seconds": 1}
        return client.post(
            "/api/v1/plays/", body, content_type="application/json", headers=headers
        ).status_code

    assert status(strict, Origin="https://evil.example") == 403
    assert status(strict, Origin="null") == 403
    assert status(strict) == 403, "without an Origin the token is asked for"
    assert status(Client(), Origin="https://evil.example") == 403
    assert status(strict, **{"Sec-Fetch-Site": "cross-site"}) == 403
    assert status(strict, Origin="http://testserver") == 201
    assert status(strict, **{"Sec-Fetch-Site": "same-origin"}) == 201
    assert status(Client()) == 201


def test_one_address_cannot_report_without_end(client: Client, song: MediaFile) -> None:
    with mock.patch("streaming.api.plays.PlaysLimit.most", 3):
        statuses = [
            client.post(
                "/api/v1/plays/",
                {"id": ID, "track": song.track.public_id, "seconds": 1},
                content_type="application/json",
            ).status_code
            for _ in range(4)
        ]
    assert statuses == [201, 200, 200, 429]


def test_counts_can_be_computed_again(
    player: Player, song: MediaFile, capsys: pytest.CaptureFixture[str]
) -> None:
    player.tell(song, 0, at=0)
    player.tell(song, 60, at=60)
    Track.objects.update(play_count=9)
    Album.objects.update(play_count=0)
    call_command("recount_plays", "--dry-run")
    assert capsys.readouterr().out == "2 play counts are wrong.\n"
    assert counts(song) == (9, 0)
    call_command("recount_plays")
    assert counts(song) == (1, 1)
    call_command("recount_plays")
    assert capsys.readouterr().out.endswith("0 play counts put right.\n")
