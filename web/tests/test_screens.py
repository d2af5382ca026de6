"""Screens of clients in one request: the shared part kept and exactly forgotten, one's own laid over it."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Album
from common import pagecache
from playlists.models import Like
from playlists.tests.factories import a_playlist
from playlists.tests.sharing import shared
from streaming.models import Bookmark
from tests.cast import Cast, Things

HOME = "/api/v1/screens/home/"


def album_screen(things: Things, kind: str) -> str:
    return f"/api/v1/screens/albums/{things[kind].album.public_id}/"


def test_home_tells_what_lists_tell(cast: Cast, things: Things) -> None:
    told = cast.client("anonymous").get(HOME).json()
    listed = cast.client("anonymous").get("/api/v1/albums/?ordering=-added").json()["results"]
    assert told["own"] is None
    assert [one["id"] for one in told["shared"]["newest"]] == [one["id"] for one in listed][:14]


def test_an_album_comes_with_tracks_credits_and_likes(cast: Cast, things: Things) -> None:
    thing = things["public"]
    Like.objects.create(user=cast.other, track=thing.track)
    Like.objects.create(user=cast.owner, album=thing.album)
    told = cast.client("other").get(album_screen(things, "public")).json()
    assert told["shared"]["album"]["credits"][0]["id"] == thing.artist.public_id
    assert [track["id"] for track in told["shared"]["tracks"]] == [thing.track.public_id]
    assert told["own"] == {"liked": [f"track:{thing.track.public_id}"]}


def test_a_playlist_comes_with_its_first_page(cast: Cast, things: Things) -> None:
    track = things["public"].track
    playlist = a_playlist(cast.owner, [track, things["private"].track])
    Like.objects.create(user=cast.owner, track=track)
    address = f"/api/v1/screens/playlists/{playlist.public_id}/"
    told = cast.client("owner").get(address).json()
    assert told["shared"]["playlist"]["id"] == playlist.public_id
    assert len(told["shared"]["entries"]) == 2
    assert told["own"] == {"liked": [f"track:{track.public_id}"]}


def test_the_shared_part_is_kept_and_ones_own_is_not(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = album_screen(things, "public")
    anonymous, member = Client(), cast.client("manager")
    anonymous.get(address), member.get(address)
    with django_assert_num_queries(0):
        anonymous.get(address)
    with django_assert_num_queries(4):  # user, reach, likes of the album and of its tracks
        member.get(address)


@pytest.mark.parametrize("name", ["home", "album"])
def test_a_change_of_the_catalogue_is_seen_with_the_next_request(
    cast: Cast, things: Things, name: str
) -> None:
    address = HOME if name == "home" else album_screen(things, "public")
    before = Client().get(address)
    Album.objects.filter(pk=things["public"].album.pk).update(title="Renamed")
    assert Client().get(address).content == before.content, "news by the generation alone"
    pagecache._renew()
    assert "Renamed" in Client().get(address).content.decode()


def test_without_the_cache_screens_are_made_anew(cast: Cast, things: Things, settings: Any) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1"}}
    assert Client().get(HOME).status_code == 200
    Album.objects.filter(pk=things["public"].album.pk).update(title="Renamed")
    assert "Renamed" in Client().get(album_screen(things, "public")).content.decode()


def test_who_has_the_screen_is_told_so_until_ones_own_changes(cast: Cast, things: Things) -> None:
    client, address = cast.client("other"), album_screen(things, "public")
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    Like.objects.create(user=cast.other, track=things["public"].track)
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_nobody_gets_what_was_kept_for_others(cast: Cast, things: Things) -> None:
    """Every kind of album, asked by everybody in turn and back again: as its own detail answers."""
    people = (
        "owner",
        "other",
        "anonymous",
        "manager",
        "viewer_member",
        "reader",
        "anonymous",
        "other",
    )
    clients = {person: cast.client(person) for person in people}
    for kind in things:
        if things[kind].album is None:
            continue
        public_id = things[kind].album.public_id
        for person in people:
            told = clients[person].get(f"/api/v1/screens/albums/{public_id}/")
            plain = clients[person].get(f"/api/v1/albums/{public_id}/")
            assert told.status_code == plain.status_code, (kind, person)
            if told.status_code == 404:
                assert told.content == plain.content
            else:
                body = json.loads(told.content)["shared"]
                tracks = clients[person].get(f"/api/v1/tracks/?album={public_id}").json()["results"]
                assert body["album"] == plain.json(), (kind, person)
                assert body["tracks"] == tracks, (kind, person)


def test_home_takes_as_many_queries_however_much_there_is(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    member = cast.client("manager")
    member.get(HOME)
    # User, reach, likes, releases, playlists that one works on, playlists.
    with django_assert_num_queries(6):
        member.get(HOME)


def test_home_tells_what_is_new_in_the_inbox_and_what_was_left_in_the_middle(
    cast: Cast, things: Things
) -> None:
    album, track = things["public"].album, things["public"].track
    client = cast.client("other")
    assert client.get(HOME).json()["own"]["unread"] == 0
    shared(cast.client("owner"), things["private"].album, cast.other.handle)
    Bookmark.objects.create(user=cast.other, track=track, position_ms=61_000)
    Bookmark.objects.create(user=cast.owner, track=things["private"].track, position_ms=1_000)
    own = client.get(HOME).json()["own"]
    assert own["unread"] == 1
    assert [(one["track"]["id"], one["position_ms"]) for one in own["bookmarks"]] == [
        (track.public_id, 61_000)
    ]
    assert own["bookmarks"][0]["track"]["album"]["id"] == album.public_id
