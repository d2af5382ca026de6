"""Listen later: a list that is read from the cache, and never shows what was true before."""

import json
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from catalog.audience import Visibility
from catalog.models import Album, Grant
from catalog.services.marks import mark
from playlists.models import LaterItem
from playlists.services import playlist_change
from playlists.services.later import later_add
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things

LATER = "/api/v1/me/later/"


def send(client: Client, verb: str, address: str, body: Any) -> Any:
    return client.generic(verb, address, json.dumps(body), "application/json")


def add(client: Client, kind: str, thing: Any) -> Any:
    return send(client, "POST", LATER, {"item": f"{kind}:{thing.public_id}"})


def told(client: Client) -> list[tuple[str, bool]]:
    rows = client.get(LATER).json()["results"]
    return [(row["title"], row["done_at"] is not None) for row in rows]


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("other")


def test_tracks_albums_and_playlists_are_added_ticked_moved_and_cleared(
    client: Client, cast: Cast, things: Things
) -> None:
    playlist = a_playlist(cast.owner, title="Theirs", visibility=Visibility.MEMBERS)
    track, album = things["public"].track, things["members"].album
    for kind, thing in (
        ("track", track),
        ("album", album),
        ("playlist", playlist),
        ("track", track),
    ):
        assert add(client, kind, thing).status_code == 201
    names = [track.title, album.title, "Theirs"]
    assert told(client) == [(name, False) for name in names]
    ids = [row["id"] for row in client.get(LATER).json()["results"]]
    send(client, "PATCH", f"{LATER}{ids[2]}/", {"before": ids[0]})
    send(client, "PATCH", f"{LATER}{ids[0]}/", {"done": True})
    assert told(client) == [("Theirs", False), (track.title, True), (album.title, False)]
    assert client.post(f"{LATER}clear/").json() == {"cleared": 1}
    client.delete(f"{LATER}{ids[2]}/")
    assert told(client) == [(album.title, False)]
    assert told(cast.client("owner")) == []


def test_what_is_ticked_off_and_added_again_is_to_do_again(client: Client, things: Things) -> None:
    add(client, "track", things["public"].track)
    (item,) = client.get(LATER).json()["results"]
    send(client, "PATCH", f"{LATER}{item['id']}/", {"done": True})
    add(client, "track", things["public"].track)
    assert told(client) == [(things["public"].track.title, False)]


def test_what_is_hidden_is_not_added(client: Client, things: Things) -> None:
    hidden = add(client, "track", things["private"].track)
    missing = send(client, "POST", LATER, {"item": "track:" + "0" * 32})
    assert (hidden.status_code, hidden.content) == (404, missing.content)


def test_it_is_served_from_the_cache(
    cast: Cast,
    things: Things,
    django_assert_num_queries: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = cast.client("manager")  # who holds no grants
    with django_capture_on_commit_callbacks(execute=True):
        for kind in ("public", "members", "unlisted"):
            add(client, "track", things[kind].track)
            add(client, "album", things[kind].album)
    client.get(LATER)
    with django_assert_num_queries(2):  # the user, their reach
        assert len(told(client)) == 6
    with django_assert_num_queries(2):
        client.get("/later/")


def test_a_list_in_the_cache_is_never_behind(
    cast: Cast, things: Things, django_capture_on_commit_callbacks: Any
) -> None:
    """Whatever changes what it shows: oneself, the owner of a playlist, the catalogue."""
    client = cast.client("manager")
    playlist = a_playlist(cast.owner, title="Before", visibility=Visibility.MEMBERS)
    album = things["members"].album
    with django_capture_on_commit_callbacks(execute=True):
        add(client, "playlist", playlist)
        add(client, "album", album)
    assert told(client) == [("Before", False), (album.title, False)]
    with django_capture_on_commit_callbacks(execute=True):
        playlist_change(viewer=cast.viewer("owner"), public_id=playlist.public_id, title="After")
    assert told(client)[0] == ("After", False)
    with django_capture_on_commit_callbacks(execute=True):
        Album.objects.filter(pk=album.pk).update(reachable_to=30, listed_to=30)
        mark("album", [album.pk])
    assert told(client) == [("After", False)]
    with django_capture_on_commit_callbacks(execute=True):
        playlist_change(
            viewer=cast.viewer("owner"), public_id=playlist.public_id, visibility="private"
        )
    assert told(client) == []
    assert LaterItem.objects.filter(user=cast.manager).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_forgets_nothing_and_one_that_is_committed_does(
    cast: Cast, things: Things, django_assert_num_queries: Any
) -> None:
    client = cast.client("other")
    add(client, "track", things["public"].track)
    assert len(told(client)) == 1
    with transaction.atomic():
        later_add(
            user=cast.other, viewer=cast.viewer("other"), kind="album",
            public_id=things["public"].album.public_id,
        )  # fmt: skip
        transaction.set_rollback(True)
    assert len(told(client)) == 1
    add(client, "album", things["public"].album)
    assert len(told(client)) == 2


def test_its_page_works_by_forms(client: Client, things: Things) -> None:
    public = things["public"]
    for kind in ("track", "album"):
        done = client.post("/later/", {"add": f"{kind}:{getattr(public, kind).public_id}"})
        assert done.status_code == 303
    first, second = LaterItem.objects.order_by("position")
    client.post("/later/", {"down": first.public_id})
    client.post("/later/", {"done": second.public_id})
    assert told(client) == [(public.album.title, True), (public.track.title, False)]
    assert "Clear 1 heard" in client.get("/later/").content.decode()
    client.post("/later/", {"clear": "1"})
    client.post("/later/", {"remove": first.public_id})
    assert "some other time" in client.get("/later/").content.decode()


def test_a_list_of_somebody_who_holds_grants_is_read_each_time(
    client: Client, things: Things
) -> None:
    shared = things["shared by the owner"]
    add(client, "track", shared.track)
    assert told(client) == [(shared.track.title, False)]
    Grant.objects.all().delete()
    assert told(client) == []


def test_a_change_of_an_item_is_done_whole_or_not_at_all(client: Client, things: Things) -> None:
    add(client, "track", things["public"].track)
    (row,) = client.get(LATER).json()["results"]
    answer = send(client, "PATCH", f"{LATER}{row['id']}/", {"done": True, "before": "0" * 32})
    assert answer.status_code == 409
    assert told(client) == [(things["public"].track.title, False)]


def test_a_change_of_nothing_to_an_item_that_is_not_there_is_not_found(client: Client) -> None:
    assert send(client, "PATCH", f"{LATER}0/", {}).status_code == 404
