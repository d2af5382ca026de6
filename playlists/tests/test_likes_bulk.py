"""Many likes in one request: a result for each, and nothing told of what one may not see."""

import json
from typing import Any

import pytest
from django.test import Client

from playlists.models import Like
from tests.cast import Cast, Things

BULK = "/api/v1/me/likes/bulk/"


def send(client: Client, items: Any) -> Any:
    return client.post(BULK, json.dumps({"items": items}), content_type="application/json")


def test_each_like_has_its_own_result(cast: Cast, things: Things) -> None:
    client, public = cast.client("other"), things["public"]
    gone = {"kind": "track", "id": "0" * 32}
    hidden = {"kind": "track", "id": things["private"].track.public_id}
    told = send(
        client,
        [
            {"kind": "track", "id": public.track.public_id},
            hidden,
            gone,
            {"kind": "song", "id": public.track.public_id},
            {"kind": "album", "id": public.album.public_id},
            {"kind": "album", "id": public.album.public_id, "liked": False},
        ],
    ).json()["results"]
    assert [one["status"] for one in told] == [200, 404, 404, 422, 200, 200]
    assert told[1] == told[2], "a hidden thing and a missing one are the same answer"
    assert told[3]["problem"]["errors"][0]["pointer"] == "/items/3/kind"
    like = Like.objects.get()
    assert (like.user, like.track) == (cast.other, public.track)


@pytest.mark.parametrize("count", [0, 201, 10_000])
def test_none_and_too_many_are_refused_whole(cast: Cast, things: Things, count: int) -> None:
    item = {"kind": "track", "id": things["public"].track.public_id}
    answer = send(cast.client("other"), [item] * count)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/items")
    assert not Like.objects.exists()
