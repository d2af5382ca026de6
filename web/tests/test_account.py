"""Signing in and out, one's own pages, and an administrator's first visit."""

from pathlib import Path

import pytest
from django.test import Client

from catalog.models import Library
from playlists.models import Like
from streaming.models import Scan
from tests.cast import Cast, Things
from web.tests.conftest import Shelf
from web.tests.files import lay

SIGNED_IN = ["/likes/", "/account/", "/folders/", "/welcome/", "/account/arrived/"]


@pytest.mark.parametrize("address", SIGNED_IN)
def test_ones_own_pages_ask_a_stranger_to_sign_in(address: str, db: None, visitor: Client) -> None:
    response = visitor.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("address", SIGNED_IN)
def test_ones_own_pages_are_not_kept_by_the_browser(address: str, cast: Cast) -> None:
    response = cast.client("administrator").get(address)
    assert "no-store" in response.headers["Cache-Control"]


def test_signing_out_takes_a_form(cast: Cast) -> None:
    client = cast.client("other")
    assert 'action="/account/logout/"' in client.get("/account/").content.decode()
    client.get("/account/logout/")
    assert client.get("/account/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/account/").status_code == 302


def test_likes_show_what_one_likes_and_may_still_hear(cast: Cast, things: Things) -> None:
    for kind in ("public", "private"):
        Like.objects.create(user=cast.other, track=things[kind].track)
        Like.objects.create(user=cast.other, album=things[kind].album)
    body = cast.client("other").get("/likes/").content.decode()
    public, private = things["public"], things["private"]
    assert public.track is not None
    assert private.track is not None
    assert f'data-track-row="{public.track.public_id}"' in body
    assert private.track.public_id not in body
    assert private.album is not None
    assert private.album.public_id not in body


def test_likes_are_nobody_elses(cast: Cast, things: Things) -> None:
    track = things["public"].track
    assert track is not None
    Like.objects.create(user=cast.manager, track=track)
    for _ in range(2):
        assert track.public_id in cast.client("manager").get("/likes/").content.decode()
        assert track.public_id not in cast.client("former").get("/likes/").content.decode()


def test_an_administrator_without_music_is_asked_for_a_folder(cast: Cast) -> None:
    client = cast.client("administrator")
    assert client.get("/account/arrived/").headers["Location"] == "/welcome/"
    assert cast.client("other").get("/account/arrived/").headers["Location"] == "/"


@pytest.mark.parametrize("person", ["other", "owner", "manager"])
def test_only_administrators_look_at_folders_of_the_machine(
    person: str, cast: Cast, tmp_path: Path
) -> None:
    client = cast.client(person)
    assert client.get("/welcome/").status_code == 404
    form = {"root": str(tmp_path), "visibility": "public", "start": "1"}
    assert client.post("/welcome/", form).status_code == 404
    assert not Library.objects.filter(root=str(tmp_path)).exists()


def test_the_first_visit_shows_what_is_in_a_folder_then_starts(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "one.mp3").write_bytes(b"x")
    (tmp_path / "notes.txt").write_bytes(b"x")
    client = cast.client("administrator")
    form = {"root": str(tmp_path), "visibility": "public"}
    looked = client.post("/welcome/", form)
    assert looked.status_code == 422
    assert "1 file of music" in looked.content.decode()
    assert "Everyone will be able to hear them" in looked.content.decode()
    started = client.post("/welcome/", {**form, "start": "1"})
    assert started.status_code == 303
    library = Library.objects.get(root=str(tmp_path))
    assert library.visibility == "public"
    scan = Scan.objects.get(library=library)
    assert started.headers["Location"] == f"/welcome/{scan.public_id}/"
    progress = client.get(started.headers["Location"]).content.decode()
    assert "About to begin" in progress
    assert 'http-equiv="refresh"' in progress
    Scan.objects.filter(pk=scan.pk).update(state=Scan.State.DONE, added=1)
    done = client.get(started.headers["Location"]).content.decode()
    assert "All read" in done
    assert 'http-equiv="refresh"' not in done


@pytest.mark.parametrize("root", ["", "/nowhere/at/all", "relative", "\0"])
def test_a_wrong_folder_is_said_beside_its_field(root: str, cast: Cast) -> None:
    response = cast.client("administrator").post(
        "/welcome/", {"root": root, "visibility": "members"}
    )
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_folders_show_files_as_they_lie(cast: Cast, shelf: Shelf) -> None:
    lay(shelf.tracks, ["A/B/one.flac", "A/B/two.flac", "A/three.flac"])
    client = cast.client("other")
    base = f"/folders/{shelf.library.public_id}/"
    assert base in client.get("/folders/").content.decode()
    assert "path=A" in client.get(base).content.decode()
    inside = client.get(base, {"path": "A"}).content.decode()
    assert "path=A%2FB" in inside
    assert inside.count("data-track-row") == 1
    assert client.get(base, {"path": "A/B"}).content.decode().count("data-track-row") == 2
    for wrong in ("C", "../..", "a", "A/B/one.flac", "%"):
        assert client.get(base, {"path": wrong}).status_code == 404
