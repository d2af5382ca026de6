"""Many at once in the admin: whom albums and tracks are for, deleted so that no scan brings them back, restored."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Album, Track
from catalog.services.marks import mark
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory
from catalog.tests.test_services_merge import take
from common.jobs.worker import drain
from tests.cast import Cast, Things


def act(client: Client, action: str, *rows: Any, **sent: Any) -> Any:
    """Send an action with these rows selected, as its page between does with `confirmed`."""
    address = reverse(f"admin:catalog_{rows[0]._meta.model_name}_changelist")
    return client.post(
        address,
        {"action": action, "_selected_action": [row.pk for row in rows], **sent},
        follow=True,
    )


def finds(word: str) -> bool:
    """Whether a visitor's search finds an album or an artist of this name, once the index has followed."""
    drain()
    found = Client().get("/api/v1/search/", {"q": word}).json()
    names = [one["title"] for one in found["albums"]] + [one["name"] for one in found["artists"]]
    return word in names


def lists(word: str) -> bool:
    return f">{word}</a>" in Client().get("/albums/").content.decode()


@pytest.fixture
def album(db: None) -> Album:
    album: Album = AlbumFactory(title="Zanzibar", artist=ArtistFactory())
    for _ in range(2):
        TrackFactory(album=album)
    return album


def test_whom_albums_are_for_is_asked_once_and_followed_everywhere(
    cast: Cast, things: Things
) -> None:
    client, rows = cast.client("manager"), [things["public"].album, things["unlisted"].album]
    page = act(client, "set_visibility", *rows)
    assert page.content.decode().count('type="radio" name="visibility"') == 5
    assert Album.objects.get(pk=rows[0].pk).visibility == "public"
    done = act(client, "set_visibility", *rows, visibility="members", confirmed="yes")
    assert "2 albums changed." in done.content.decode()
    for kind in ("public", "unlisted"):
        track = f"/api/v1/tracks/{things[kind].track.public_id}/"
        assert Client().get(track).status_code == 404
        assert cast.client("other").get(track).status_code == 200
    act(client, "set_visibility", *rows, visibility="as-library", confirmed="yes")
    assert set(Album.objects.filter(pk__in=[row.pk for row in rows]).values_list("visibility")) == {
        ("",)
    }


@pytest.mark.django_db(transaction=True)
def test_visitors_find_artists_of_what_is_opened_to_them(cast: Cast) -> None:
    album = AlbumFactory(artist=ArtistFactory(name="Zoot"), library=LibraryFactory())
    TrackFactory(album=album)
    client = cast.client("administrator")
    act(client, "set_visibility", album, visibility="private", confirmed="yes")
    assert not finds("Zoot")
    act(client, "set_visibility", album, visibility="public", confirmed="yes")
    assert finds("Zoot")


def test_tracks_are_set_apart_from_their_album(cast: Cast, things: Things) -> None:
    track = things["public"].track
    act(cast.client("manager"), "set_visibility", track, visibility="private", confirmed="yes")
    assert Client().get(f"/api/v1/tracks/{track.public_id}/").status_code == 404
    album = things["public"].album
    assert Client().get(f"/api/v1/albums/{album.public_id}/").status_code == 200


@pytest.mark.parametrize("visibility", ["", "nobody"])
def test_a_wrong_choice_asks_again(visibility: str, cast: Cast, things: Things) -> None:
    album = things["public"].album
    page = act(
        cast.client("manager"), "set_visibility", album, visibility=visibility, confirmed="yes"
    )
    assert "errorlist" in page.content.decode()
    album.refresh_from_db()
    assert album.visibility == "public"


@pytest.mark.django_db(transaction=True)
def test_a_deleted_album_leaves_lists_and_search_and_comes_back_whole(
    cast: Cast, album: Album
) -> None:
    client = cast.client("manager")
    artist = album.artists.get().name
    assert act(client, "restore", album).status_code == 200
    mark("album", [album.pk])
    mark("artist", [album.artists.get().pk])
    assert (lists("Zanzibar"), finds("Zanzibar"), finds(artist)) == (True, True, True)
    page = act(client, "shelve", album)
    assert "Zanzibar" in page.content.decode()
    assert lists("Zanzibar"), "nothing is deleted before the question is answered"
    assert "1 album deleted." in act(client, "shelve", album, confirmed="yes").content.decode()
    assert (lists("Zanzibar"), finds("Zanzibar"), finds(artist)) == (False, False, False)
    assert not album.tracks.filter(deleted_at=None).exists()
    assert "1 album restored." in act(client, "restore", album).content.decode()
    assert (lists("Zanzibar"), finds("Zanzibar"), finds(artist)) == (True, True, True)
    album.refresh_from_db()
    assert (album.track_count, album.curated) == (2, {})


def test_a_track_goes_alone_and_the_last_takes_its_album_along(cast: Cast, album: Album) -> None:
    client = cast.client("manager")
    first, second = album.tracks.order_by("position")
    assert "Delete 1 track" in act(client, "shelve", first).content.decode()
    act(client, "shelve", first, confirmed="yes")
    assert Album.objects.get(pk=album.pk, deleted_at=None).track_count == 1
    act(client, "shelve", second, confirmed="yes")
    album.refresh_from_db()
    assert album.deleted_at is not None
    assert "these come back with" in act(client, "restore", album).content.decode()
    act(client, "restore", first)
    assert Album.objects.get(pk=album.pk, deleted_at=None).track_count == 1


def test_a_track_that_was_deleted_before_its_album_stays_so(cast: Cast, album: Album) -> None:
    client, first = cast.client("manager"), album.tracks.earliest("position")
    act(client, "shelve", first, confirmed="yes")
    act(client, "shelve", album, confirmed="yes")
    act(client, "restore", album)
    assert album.tracks.filter(deleted_at=None).count() == 1
    assert album.tracks.filter(deleted_at=None).first() != first


def test_no_scan_brings_back_what_a_person_deleted(cast: Cast) -> None:
    track = take(LibraryFactory(), "A", "X")
    client = cast.client("administrator")
    act(client, "shelve", track.album, confirmed="yes")
    track = take(track.library, "A", "X", pk=track.pk, isrc="GBAYE0000001")
    assert track.isrc, "the scan has read it"
    assert track.deleted_at is not None
    assert not Album.objects.filter(deleted_at=None).exists()
    act(client, "restore", track.album)
    assert Track.objects.get(pk=track.pk).deleted_at is None
    assert Album.objects.filter(deleted_at=None).get().track_count == 1


@pytest.mark.parametrize("action", ["set_visibility", "shelve", "restore"])
@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_else_acts(person: str, action: str, cast: Cast, things: Things) -> None:
    album = things["deleted" if action == "restore" else "public"].album
    before = (album.visibility, Album.objects.get(pk=album.pk).deleted_at)
    act(cast.client(person), action, album, visibility="private", confirmed="yes")
    album.refresh_from_db()
    assert (album.visibility, album.deleted_at) == before


def test_managers_act_only_on_what_the_admin_shows_them(cast: Cast, things: Things) -> None:
    album = things["private"].album
    for action in ("set_visibility", "shelve"):
        act(cast.client("manager"), action, album, visibility="public", confirmed="yes")
    album.refresh_from_db()
    assert (album.visibility, album.deleted_at) == ("private", None)
