"""Playlists on their pages, without a script: made, filled, put in order, taken apart, and undone."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from catalog.audience import Visibility
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from common.jobs.worker import drain
from pictures.tests.samples import picture
from playlists.models import Playlist, PlaylistEntry
from playlists.services import entries
from playlists.tests.factories import a_playlist
from tests.cast import Cast, Things


@pytest.fixture
def tracks(db: None) -> list[Track]:
    album = AlbumFactory(artist=ArtistFactory())
    return [
        TrackFactory(album=album, title=f"Song {name}", artist=ArtistFactory()) for name in "abc"
    ]


@pytest.fixture
def playlist(cast: Cast, tracks: list[Track]) -> Playlist:
    return a_playlist(cast.owner, tracks, title="Ours", collaborators=[cast.reader])


def shown(client: Client, playlist: Playlist) -> str:
    page = client.get(playlist.get_absolute_url())
    assert page.status_code == 200
    return "".join(re.findall(r"class=\"track__title\"[^>]*>Song (\w)", page.content.decode()))


def act(client: Client, playlist: Playlist, **given: Any) -> Any:
    return client.post(f"/playlists/{playlist.public_id}/act/", given)


def entry(playlist: Playlist, index: int) -> str:
    rows = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    return rows[index].public_id


def test_a_playlist_is_made_and_filled_from_a_row(cast: Cast, tracks: list[Track]) -> None:
    client = cast.client("other")
    made = client.post("/playlists/", {"title": "Slow mornings"})
    assert made.status_code == 303
    assert "Slow mornings" in client.get("/playlists/").content.decode()
    item = f"track:{tracks[0].public_id}"
    choose = client.get(f"/playlists/add/?item={item}").content.decode()
    assert "Slow mornings" in choose
    chosen = Playlist.objects.get().public_id
    for again, status in (({}, 303), ({}, 422), ({"again": "1"}, 303)):
        answer = client.post("/playlists/add/", {"item": item, "playlist": chosen, **again})
        assert answer.status_code == status
    assert shown(client, Playlist.objects.get()) == "aa"


def test_the_buttons_of_a_row_move_and_remove_it_and_that_is_undone(
    cast: Cast, playlist: Playlist
) -> None:
    client = cast.client("reader")
    act(client, playlist, down=entry(playlist, 0))
    assert shown(client, playlist) == "bac"
    act(client, playlist, up=entry(playlist, 2))
    assert shown(client, playlist) == "bca"
    done = act(client, playlist, remove=entry(playlist, 1))
    assert (done.status_code, shown(client, playlist)) == (303, "ba")
    undo = done["Location"].partition("undo=")[2]
    assert undo in client.get(done["Location"]).content.decode()
    act(client, playlist, undo=undo)
    assert shown(client, playlist) == "bca"
    act(client, playlist, sort="title")
    assert shown(client, playlist) == "abc"
    act(client, playlist, first_chosen="1", entry=[entry(playlist, 1), entry(playlist, 2)])
    assert shown(client, playlist) == "bca"
    act(client, playlist, remove_chosen="1", entry=[entry(playlist, 0), entry(playlist, 2)])
    assert shown(client, playlist) == "c"


def test_the_owner_decides_and_others_find_no_such_page(cast: Cast, playlist: Playlist) -> None:
    edit = f"/playlists/{playlist.public_id}/edit/"
    facts = {"what": "facts", "title": "Theirs", "description": "New.", "visibility": "public"}
    for person in ("reader", "other"):
        assert cast.client(person).get(edit).status_code == 404
        assert cast.client(person).post(edit, facts).status_code == 404
    client = cast.client("owner")
    assert client.post(edit, {**facts, "title": ""}).status_code == 422
    assert client.post(edit, facts).status_code == 303
    assert "Theirs" in Client().get("/playlists/").content.decode()
    assert client.post(edit, {"what": "invite", "handle": "nobody"}).status_code == 422
    assert client.post(edit, {"what": "invite", "handle": "@other"}).status_code == 303
    assert "@other" in client.get(edit).content.decode()
    client.post(edit, {"what": "uninvite", "handle": "other"})
    gone = client.post(edit, {"what": "delete"})
    assert client.get(playlist.get_absolute_url()).status_code == 404
    page = client.get(gone["Location"]).content.decode()
    assert "Undo" in page
    act(client, playlist, undo=gone["Location"].rpartition("=")[2])
    playlist.refresh_from_db()
    assert client.get(playlist.get_absolute_url()).status_code == 200


def test_an_uploaded_cover_is_as_private_as_its_playlist(cast: Cast, playlist: Playlist) -> None:
    client, edit = cast.client("owner"), f"/playlists/{playlist.public_id}/edit/"
    facts = {"what": "facts", "title": "Ours", "visibility": "private"}
    bad = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>", "image/png")
    assert client.post(edit, {**facts, "cover": bad}).status_code == 422
    good = SimpleUploadedFile("x.png", picture(), "image/png")
    assert client.post(edit, {**facts, "cover": good}).status_code == 303
    cover = f"/playlists/{playlist.public_id}/cover/384"
    assert client.get(cover)["Content-Type"] == "image/svg+xml", "an original is never sent"
    drain("heavy")
    assert client.get(cover)["Content-Type"] == "image/webp"
    assert cast.client("reader").get(cover).status_code == 200
    assert cast.client("other").get(cover).status_code == 404
    assert Client().get(cover).status_code == 404


def test_what_is_not_available_has_no_name_on_the_page(cast: Cast, things: Things) -> None:
    mixed = a_playlist(
        cast.owner, [things["private"].track, things["public"].track], visibility=Visibility.PUBLIC
    )
    page = Client().get(mixed.get_absolute_url()).content.decode()
    hidden = things["private"]
    assert "Not available to you" in page
    assert things["public"].track.title in page
    for word in (hidden.track.public_id, hidden.album.public_id, hidden.artist.public_id):
        assert word not in page


def test_a_title_is_only_text(cast: Cast) -> None:
    made = a_playlist(cast.owner, title="<script>alert(1)</script>")
    for address in (made.get_absolute_url(), "/playlists/", f"/playlists/{made.public_id}/edit/"):
        assert b"<script>alert" not in cast.client("owner").get(address).content


@pytest.mark.parametrize(("address", "most"), [("/playlists/", 5), ("own", 9)])
def test_pages_cost_the_same_whatever_they_show(
    address: str, most: int, cast: Cast, tracks: list[Track], django_assert_max_num_queries: Any
) -> None:
    client = cast.client("owner")
    for count in (1, 3):
        for _ in range(count):
            made = a_playlist(cast.owner, tracks * count)
        with django_assert_max_num_queries(most):
            client.get(made.get_absolute_url() if address == "own" else address)


def test_a_new_playlist_of_too_much_is_not_left_behind_empty(
    cast: Cast, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "MOST_ENTRIES", 1)
    item = f"album:{tracks[0].album.public_id}"
    answer = cast.client("other").post("/playlists/add/", {"item": item, "title": "Too much"})
    assert answer.status_code == 422
    assert not Playlist.objects.exists()
