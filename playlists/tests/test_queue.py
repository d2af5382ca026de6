"""Promises of the queue that goes on on another device: whole, private, and never overwritten unseen."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from playlists.models import PlayQueue
from playlists.queries import MOST_QUEUED
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things

QUEUE, CURRENT = "/api/v1/me/queue/", "/api/v1/me/queue/current/"
PHONE, LAPTOP = "a" * 32, "b" * 32
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def put(client: Client, address: str, body: Any, **headers: str) -> Any:
    return client.put(address, json.dumps(body), "application/json", headers=headers)


def ids_of(things: Things, *names: str) -> list[str]:
    return [things[name].track.public_id for name in names]


def test_another_device_is_told_the_track_where_the_first_one_stands(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("other")
    ids = ids_of(things, "public", "members", "public")
    source = f"album:{things['members'].album.public_id}"
    place = {"current": 1, "position_ms": 61_500, "device": PHONE, "source": source}
    put(client, QUEUE, {"tracks": ids, **place}, **{"User-Agent": FIREFOX})
    with django_assert_num_queries(
        6
    ):  # session's user, reach, queue, who is there, track and its credits
        told = client.get(CURRENT).json()
    assert told["track"]["id"] == ids[1]
    assert (told["length"], told["device_name"]) == (3, "Firefox on Linux")
    assert {name: told[name] for name in place} == place


def test_a_queue_of_ten_thousand_is_kept_and_told_in_as_many_queries_as_a_short_one(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("other")
    ids = ids_of(things, "public", "members") * (MOST_QUEUED // 2)
    assert put(client, QUEUE, {"tracks": ids, "current": MOST_QUEUED - 1}).status_code == 200
    with django_assert_num_queries(4):  # user, reach, queue, who is there
        told = client.get(QUEUE).json()
    assert (told["tracks"], told["current"]) == (ids, MOST_QUEUED - 1)
    assert put(client, QUEUE, {"tracks": [*ids, ids[0]]}).status_code == 422


def test_a_device_never_overwrites_what_it_has_not_seen(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    ids = ids_of(things, "public", "members")
    nothing = client.get(CURRENT)["ETag"]
    first = put(client, QUEUE, {"tracks": ids, "device": PHONE}, **{"If-Match": nothing})
    late = put(client, QUEUE, {"tracks": ids[:1], "device": LAPTOP}, **{"If-Match": nothing})
    assert (first.status_code, late.status_code) == (200, 412)
    assert client.get(QUEUE).json()["tracks"] == ids
    moved = put(client, CURRENT, {"current": 1, "device": PHONE}, **{"If-Match": first["ETag"]})
    assert moved.status_code == 200
    late = put(client, CURRENT, {"current": 0, "device": LAPTOP}, **{"If-Match": first["ETag"]})
    assert late.status_code == 412
    told = client.get(CURRENT)
    assert (told.json()["current"], told.json()["device"]) == (1, PHONE)
    assert told["ETag"] == moved["ETag"] == client.get(QUEUE)["ETag"]


def test_a_place_beyond_the_queue_is_refused(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    put(client, QUEUE, {"tracks": ids_of(things, "public", "members")})
    assert put(client, CURRENT, {"current": 1}).status_code == 200
    refused = put(client, CURRENT, {"current": 2})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/current")


def test_what_was_lost_is_neither_told_nor_offered(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    ids = ids_of(things, "public", "private", "members")
    put(client, QUEUE, {"tracks": ids, "current": 1, "position_ms": 9000})
    told = client.get(CURRENT).json()
    assert (told["track"]["id"], told["position_ms"]) == (ids[2], 0)
    put(client, QUEUE, {"tracks": ids[1:2]})
    assert client.get(CURRENT).json()["track"] is None
    assert client.get(QUEUE).json()["tracks"] == []


def test_a_queue_is_nobody_elses_and_no_visitors(cast: Cast, things: Things) -> None:
    put(cast.client("other"), QUEUE, {"tracks": ids_of(things, "public")})
    assert cast.client("owner").get(CURRENT).json()["track"] is None
    for verb in (Client().get, Client().put):
        assert verb(CURRENT).status_code == verb(QUEUE).status_code == 401
    assert PlayQueue.objects.count() == 1


@pytest.mark.parametrize("limit", ["0", "5001", "x"])
def test_pages_of_ids_have_a_bound(limit: str, cast: Cast) -> None:
    assert cast.client("other").get(f"/api/v1/tracks/ids/?limit={limit}").status_code == 422


def test_ids_of_a_playlist_are_those_of_its_tracks(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tracks = [things[name].track for name in ("public", "private", "members", "public")]
    playlist = a_playlist(cast.owner, tracks, visibility="public")
    address = f"/api/v1/playlists/{playlist.public_id}/tracks/"
    for who in ("other", "owner"):
        client = cast.client(who)
        rows = client.get(address).json()["results"]
        with django_assert_num_queries(4):  # user, reach, entries, their tracks
            told = client.get(f"{address}ids/").json()
        assert told["results"] == [row["id"] for row in rows]
    first = client.get(f"{address}ids/?limit=3").json()
    assert len(first["results"]) == 3
    assert client.get(first["next"]).json()["results"] == [tracks[3].public_id]
    hidden = a_playlist(cast.owner, tracks)
    address = f"/api/v1/playlists/{hidden.public_id}/tracks/ids/"
    assert cast.client("other").get(address).status_code == 404


def test_ids_of_a_list_are_those_of_its_tracks(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = cast.client("other")
    for query in ("", "?ordering=-added", f"?album={things['members'].album.public_id}"):
        rows = client.get(f"/api/v1/tracks/{query}").json()["results"]
        assert client.get(f"/api/v1/tracks/ids/{query}").json()["results"] == [
            row["id"] for row in rows
        ]
    with django_assert_num_queries(3):  # user, reach, ids
        client.get("/api/v1/tracks/ids/?ordering=-plays")


def test_ids_of_likes_are_those_of_liked_tracks(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    for name in ("public", "members"):
        client.put(f"/api/v1/me/likes/track/{things[name].track.public_id}/")
    rows = client.get("/api/v1/me/likes/tracks/").json()["results"]
    ids = client.get("/api/v1/me/likes/tracks/ids/").json()["results"]
    assert ids == [row["id"] for row in rows] and len(ids) == 2
