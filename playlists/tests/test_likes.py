"""Likes by the API: said twice, taken back, laid over a page, and never a way to see hidden things."""

import json
from typing import Any

import pytest
from django.test import Client

from playlists.models import Like
from tests.cast import Cast, Things

LIKES = "/api/v1/me/likes/"


def address(kind: str, thing: Any) -> str:
    return f"{LIKES}{kind}/{getattr(thing, kind).public_id}/"


@pytest.mark.parametrize("kind", ["track", "album", "artist"])
def test_a_like_can_be_said_twice_and_taken_back_twice(
    kind: str, cast: Cast, things: Things
) -> None:
    client, row = cast.client("other"), getattr(things["members"], kind)
    asked = f"{LIKES}?ids={kind}:{row.public_id},{kind}:{'0' * 32}"
    for _ in range(2):
        assert client.put(address(kind, things["members"])).status_code == 204
        assert client.get(asked).json() == {"liked": [f"{kind}:{row.public_id}"]}
    assert cast.client("owner").get(asked).json() == {"liked": []}, "somebody else's"
    for _ in range(2):
        assert client.delete(address(kind, things["members"])).status_code == 204
        assert client.get(asked).json() == {"liked": []}


@pytest.mark.parametrize("kind", ["track", "album", "artist"])
def test_what_is_hidden_can_not_be_liked_and_is_not_told_apart_from_what_is_not(
    kind: str, cast: Cast, things: Things
) -> None:
    client = cast.client("other")
    hidden = client.put(address(kind, things["private"]))
    missing = client.put(f"{LIKES}{kind}/{'0' * 32}/")
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert not Like.objects.exists()


def test_a_thing_hidden_later_leaves_the_list_and_can_still_be_unliked(
    cast: Cast, things: Things
) -> None:
    client, track = cast.client("other"), things["members"].track
    client.put(address("track", things["members"]))
    assert [row["id"] for row in client.get(f"{LIKES}tracks/").json()["results"]] == [
        track.public_id
    ]
    track.reachable_to = track.listed_to = 30
    track.save(update_fields=["reachable_to", "listed_to"])
    assert client.get(f"{LIKES}tracks/").json()["results"] == []
    assert client.delete(address("track", things["members"])).status_code == 204
    assert not Like.objects.exists()


@pytest.mark.parametrize(
    "ids", ["x", "track", "track:", "track:x", "genre:" + "0" * 32, ",".join(["track:" + "0" * 32] * 81)]
)  # fmt: skip
def test_wrong_ids_are_named(ids: str, cast: Cast) -> None:
    answer = cast.client("other").get(LIKES, {"ids": ids})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/ids")


def test_the_overlay_asks_the_database_once_a_kind(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    ids = ",".join(
        f"{kind}:{getattr(things[name], kind).public_id}"
        for name in ("public", "members", "unlisted")
        for kind in ("track", "album", "artist")
    )
    client.get(LIKES, {"ids": ids})
    with django_assert_num_queries(4):  # the user, and three kinds
        client.get(LIKES, {"ids": ids})


def test_liked_tracks_come_newest_first_in_pages_of_constant_queries(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    for name in ("public", "members", "unlisted"):
        client.put(address("track", things[name]))
    page = client.get(f"{LIKES}tracks/?limit=2").json()
    rest = client.get(page["next"]).json()
    told = [row["id"] for row in page["results"] + rest["results"]]
    assert told == [things[name].track.public_id for name in ("unlisted", "members", "public")]
    with django_assert_num_queries(4):
        client.get(f"{LIKES}tracks/")


@pytest.mark.parametrize("verb", ["put", "delete"])
def test_nobody_likes_nothing(verb: str, client: Client, cast: Cast, things: Things) -> None:
    assert getattr(client, verb)(address("track", things["public"])).status_code == 401
    assert client.get(f"{LIKES}?ids=").status_code == 401


QUEUE = "/api/v1/me/queue/"


def put(client: Client, body: Any) -> Any:
    return client.put(QUEUE, json.dumps(body), content_type="application/json")


def test_a_queue_is_kept_for_its_listener(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    empty = client.get(QUEUE).json()
    assert (empty["tracks"], empty["current"], empty["changed_at"]) == ([], 0, None)
    ids = [things[name].track.public_id for name in ("public", "members", "public")]
    assert put(client, {"tracks": ids, "current": 2, "position_ms": 1500}).status_code == 200
    told = client.get(QUEUE).json()
    assert (told["tracks"], told["current"], told["position_ms"]) == (ids, 2, 1500)
    assert cast.client("owner").get(QUEUE).json() == empty


def test_a_queue_forgets_what_its_listener_can_not_hear(cast: Cast, things: Things) -> None:
    client = cast.client("other")
    ids = [things[name].track.public_id for name in ("private", "public", "private", "members")]
    put(client, {"tracks": ids, "current": 2, "position_ms": 1500})
    told = client.get(QUEUE).json()
    assert (told["tracks"], told["current"], told["position_ms"]) == ([ids[1], ids[3]], 1, 0)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/tracks"), ({"tracks": "x"}, "/tracks"), ({"tracks": ["x"]}, "/tracks/0"),
        ({"tracks": [["0" * 32]]}, "/tracks/0"), ({"tracks": [], "current": 1}, "/current"),
        ({"tracks": [], "current": -1}, "/current"), ({"tracks": [], "current": "many"}, "/current"),
        ({"tracks": [], "position_ms": 2**31}, "/position_ms"), ({"tracks": [], "position_ms": 1e400}, ""),
        ({"tracks": ["0" * 32] * 10_001}, "/tracks"), ([], "/"), ("text", "/"), (None, "/"), (7, "/"),
    ],
)  # fmt: skip
def test_a_wrong_queue_is_refused_and_its_fault_named(body: Any, pointer: str, cast: Cast) -> None:
    answer = put(cast.client("other"), body)
    assert answer.status_code in {400, 422}
    if answer.status_code == 422:
        assert answer.json()["errors"][0]["pointer"].startswith(pointer)


HOSTILE = {
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "cut off": b'{"tracks": [',
    "not UTF-8": b'{"tracks": ["\xff"]}',
    "a lone surrogate": b'{"tracks": ["\\ud800"]}',
    "a long number": b'{"tracks": [], "current": ' + b"9" * 100_000 + b"}",
    "not a number": b'{"tracks": [], "current": NaN}',
    "empty": b"",
    "too large": b'{"tracks": ["' + b"x" * 3_000_000 + b'"]}',
    "a null character": b'{"tracks": ["\\u0000"]}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_the_client_s_fault(name: str, cast: Cast) -> None:
    client = cast.client("other")
    answer = client.put(QUEUE, HOSTILE[name], content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "x"]
)
def test_bodies_are_json_and_nothing_else(content_type: str, cast: Cast) -> None:
    answer = cast.client("other").put(QUEUE, b"tracks=1", content_type=content_type)
    assert answer.status_code == 415
