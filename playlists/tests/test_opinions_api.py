"""Ratings and follows by the API: one's own, said twice, taken back, and never a way to see hidden things."""

import json
from typing import Any

import pytest
from django.test import Client

from playlists.models import Follow, Rating
from tests.cast import Cast, Things

OPINIONS = "/api/v1/me/opinions/"
RATINGS, FOLLOWS = "/api/v1/me/ratings/", "/api/v1/me/follows/"


def rate(client: Client, kind: str, public_id: str, stars: Any) -> Any:
    return client.put(
        f"{RATINGS}{kind}/{public_id}/", json.dumps({"stars": stars}), "application/json"
    )


@pytest.mark.parametrize("kind", ["track", "album", "artist"])
def test_stars_are_given_changed_and_taken_back(kind: str, cast: Cast, things: Things) -> None:
    client, public_id = cast.client("other"), getattr(things["members"], kind).public_id
    asked = f"{RATINGS}?ids={kind}:{public_id}"
    for stars in (3, 5, 5, 1):
        assert rate(client, kind, public_id, stars).status_code == 204
        assert client.get(asked).json() == {"ratings": {f"{kind}:{public_id}": stars}}
    assert cast.client("owner").get(asked).json() == {"ratings": {}}, "somebody else's"
    assert rate(client, kind, public_id, 0).status_code == 204
    assert client.get(asked).json() == {"ratings": {}}


@pytest.mark.parametrize("stars", [-1, 6, "many", None, [5], 2**70])
def test_other_stars_are_refused(stars: Any, cast: Cast, things: Things) -> None:
    answer = rate(cast.client("other"), "track", things["members"].track.public_id, stars)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/stars")


def test_what_is_hidden_is_neither_rated_nor_followed(cast: Cast, things: Things) -> None:
    client, hidden = cast.client("other"), things["private"]
    for kind in ("track", "album", "artist"):
        answer = rate(client, kind, getattr(hidden, kind).public_id, 5)
        assert (answer.status_code, answer.content) == (
            404,
            rate(client, kind, "0" * 32, 5).content,
        )
    answer = client.put(f"{FOLLOWS}{hidden.artist.public_id}/")
    assert (answer.status_code, answer.content) == (
        404,
        client.put(f"{FOLLOWS}{'0' * 32}/").content,
    )
    assert not Rating.objects.exists()
    assert not Follow.objects.exists()


def test_new_releases_of_followed_artists_are_those_that_one_sees(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client = cast.client("owner")
    for kind in ("public", "private", "members"):
        for _ in range(2):
            assert client.put(f"{FOLLOWS}{things[kind].artist.public_id}/").status_code == 204
    names = [row["name"] for row in client.get(FOLLOWS).json()["results"]]
    assert names == [things[kind].artist.name for kind in ("members", "private", "public")]
    with django_assert_num_queries(4):  # the user, their reach, albums, credits
        found = client.get(f"{FOLLOWS}releases/").json()["results"]
    titles = {things[kind].album.title for kind in ("public", "private", "members")}
    assert {row["title"] for row in found} == titles
    assert cast.client("other").get(f"{FOLLOWS}releases/").json()["results"] == []
    for _ in range(2):
        assert client.delete(f"{FOLLOWS}{things['public'].artist.public_id}/").status_code == 204
    assert len(client.get(FOLLOWS).json()["results"]) == 2


def test_nobody_has_neither(client: Client, things: Things) -> None:
    public_id = things["public"].artist.public_id
    assert client.get(f"{RATINGS}?ids=").status_code == 401
    assert client.get(FOLLOWS).status_code == 401
    assert client.get(f"{FOLLOWS}releases/").status_code == 401
    assert client.put(f"{FOLLOWS}{public_id}/").status_code == 401
    assert rate(client, "artist", public_id, 5).status_code == 401
    assert client.get(f"{OPINIONS}?ids=").status_code == 401


def test_one_answer_tells_all_that_one_says_of_a_page(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client, thing = cast.client("other"), things["members"]
    track, album, artist = (
        f"{kind}:{getattr(thing, kind).public_id}" for kind in ("track", "album", "artist")
    )
    asked = f"{OPINIONS}?ids={track},{album},{artist},playlist:{'0' * 32}"
    nothing: dict[str, Any] = {
        "liked": [],
        "ratings": {},
        "followed": [],
        "later": {},
        "unread": 0,
        "waiting": {},
    }
    assert client.get(asked).json() == nothing
    assert client.put(f"/api/v1/me/likes/album/{thing.album.public_id}/").status_code == 204
    assert rate(client, "track", thing.track.public_id, 4).status_code == 204
    assert client.put(f"{FOLLOWS}{thing.artist.public_id}/").status_code == 204
    added = client.post("/api/v1/me/later/", json.dumps({"item": album}), "application/json")
    item = added.json()["results"][0]["id"]
    with django_assert_num_queries(3):  # the user, all they have to say, whether the inbox has news
        answer = client.get(asked)
    told = {
        "liked": [album],
        "ratings": {track: 4},
        "followed": [artist],
        "later": {album: item},
        "unread": 0,
        "waiting": {},
    }
    assert answer.json() == told
    assert cast.client("owner").get(asked).json() == nothing, "somebody else's"
    done = {"done": True}
    client.patch(f"/api/v1/me/later/{item}/", json.dumps(done), "application/json")
    assert client.get(asked).json() == told | {"later": {}}
    assert client.get(f"{OPINIONS}?ids=genre:{'0' * 32}").status_code == 422
