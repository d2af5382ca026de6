"""Another file for a track, and what was deleted long ago: the track stays, the old bytes for 30 days, then nothing."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog.models import Album, Track
from catalog.services import items_delete, items_restore, track_edit
from common.jobs.worker import drain
from streaming import removal
from streaming.delivery.places import place_of
from streaming.models import MediaFile, Play, Upload
from streaming.removal import Removed, deleted_sweep
from streaming.tests.music import picture, song, sound
from streaming.tests.uploading import Uploader, artist, place, uploader
from streaming.uploads.replacing import replaced_sweep

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db
LATER = timedelta(days=31)


@pytest.fixture
def track(uploader: Uploader, tmp_path: Path) -> Track:
    """An uploaded track that somebody has played and corrected."""
    path = song(
        tmp_path / "made" / "x.flac", title="Tide", artist="Ana", album="Shore", tracknumber="2",
        cover=picture("blue", 40),
    )  # fmt: skip
    uploader.uploaded(path.read_bytes(), "Shore/02 Tide.flac")
    made = Track.objects.get()
    track_edit(track=made, changes={"title": "Ours"})
    Play.objects.create(
        track=made, user=uploader.user, client_id="a" * 32, started_at=now(), seconds=60
    )
    return made


def replaced(uploader: Uploader, track: Track, **more: Any) -> Any:
    return uploader.uploaded(
        sound("wav", 440, seconds=3), "new mix.wav", replaces=track.public_id, **more
    )


def keys_of(track: Track) -> dict[str, str]:
    files = MediaFile.objects.filter(track=track).select_related("library")
    return {file.path: place_of(file).key for file in files}


def test_a_new_file_keeps_the_track_and_the_old_one(
    place: str, uploader: Uploader, track: Track
) -> None:
    heard = f"/api/v1/tracks/{track.public_id}/stream/"
    before = uploader.client.get(heard)["ETag"] if place == "folder" else ""
    told = replaced(uploader, track)
    assert (told["state"], told["reason"]) == ("ready", "")
    assert told["track"]["id"] == track.public_id
    same = Track.objects.get()
    assert (same.pk, same.title, same.artist_line, same.position) == (track.pk, "Ours", "Ana", 2)
    assert same.plays.count() == 1
    assert 2900 < same.duration_ms < 3100
    assert same.album.duration_ms == same.duration_ms
    old, new = MediaFile.objects.filter(track=track).order_by("pk")
    assert (old.is_current, old.replaced_at is None) == (None, False)
    assert (new.is_current, new.path, new.container) == (1, "Shore/new mix.wav", "wav")
    assert all(default_storage.exists(key) for key in keys_of(track).values())
    if place == "folder":
        assert uploader.client.get(heard)["ETag"] != before


def test_the_old_file_is_brought_back_and_the_new_one_kept(
    uploader: Uploader, track: Track
) -> None:
    replaced(uploader, track)
    address = f"/api/v1/tracks/{track.public_id}/files/"
    new, old = uploader.client.get(address).json()["results"]
    assert (new["is_current"], old["is_current"]) == (True, False)
    assert old["kept_until"] > old["replaced_at"]
    told = uploader.client.post(f"{address}{old['id']}/current/")
    assert told.status_code == 200
    assert [one["id"] for one in uploader.client.get(address).json()["results"]] == [
        old["id"],
        new["id"],
    ]
    assert Track.objects.get().duration_ms == old["duration_ms"]
    # Said again, it is so already.
    assert uploader.client.post(f"{address}{old['id']}/current/").json()["is_current"] is True


def test_a_replaced_file_goes_after_its_time_and_no_sooner(
    uploader: Uploader, track: Track
) -> None:
    replaced(uploader, track)
    keys = keys_of(track)
    assert replaced_sweep(at=now()) == 0
    assert replaced_sweep(at=now() + LATER) == 1
    assert not default_storage.exists(keys["Shore/02 Tide.flac"])
    assert default_storage.exists(keys["Shore/new mix.wav"])
    assert MediaFile.objects.get().is_current == 1


def test_a_file_of_before_is_no_neighbour_of_new_ones(
    uploader: Uploader, track: Track, tmp_path: Path
) -> None:
    replaced(uploader, track)
    more = song(
        tmp_path / "made" / "y.flac", title="Ebb", artist="Ana", album="Shore", tracknumber="3"
    )
    uploader.uploaded(more.read_bytes(), "Shore/03 Ebb.flac")
    assert Album.objects.filter(deleted_at=None).count() == 1
    assert sorted(Track.objects.values_list("title", flat=True)) == ["Ebb", "Ours"]


def test_a_lie_replaces_nothing(uploader: Uploader, track: Track) -> None:
    told = uploader.uploaded(b"#!/bin/sh\n" * 500, "mix.mp3", replaces=track.public_id)
    assert told["state"] == "refused"
    assert MediaFile.objects.get().is_current == 1
    assert MediaFile.objects.get().replaced_at is None


def test_only_who_may_change_a_track_replaces_its_file(uploader: Uploader, track: Track) -> None:
    other = UserFactory(handle="other-artist")
    other.groups.add(Group.objects.get(name=Role.ARTIST))
    stranger, uploads = Uploader(other), Upload.objects.count()
    Track.objects.filter(pk=track.pk).update(visibility="public", listed_to=0, reachable_to=0)
    answers = [
        stranger.post("", path="a.wav", size=10, replaces=public_id)
        for public_id in (track.public_id, "0" * 32)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    items_delete(rows=[track], at=now())
    assert uploader.post("", path="a.wav", size=10, replaces=track.public_id).status_code == 404
    assert Upload.objects.count() == uploads


def test_the_form_replaces_brings_back_deletes_and_restores(
    uploader: Uploader, track: Track
) -> None:
    page = f"/library/edit/?tracks={track.public_id}"
    file = SimpleUploadedFile("mix.wav", sound("wav", 500))
    assert uploader.client.post(page, {"file": file, "replace": "1"}).status_code == 303
    drain("heavy")
    old = MediaFile.objects.get(is_current=None)
    assert old.public_id in uploader.client.get(page).content.decode()
    assert uploader.client.post(page, {"bring_back": old.public_id}).status_code == 303
    assert uploader.client.post(page, {"bring_back": "0" * 32}).status_code == 422
    assert uploader.client.post(page, {"replace": "1"}).status_code == 422
    gone = uploader.client.post(page, {"delete": "1"})
    assert uploader.client.get(page).status_code == 404
    listed = uploader.client.get(gone["Location"]).content.decode()
    assert "Deleted" in listed
    uploader.client.post(gone["Location"], {"restore": track.public_id})
    assert uploader.client.get(page).status_code == 200


def test_what_was_deleted_comes_back_for_30_days_and_then_its_bytes_go(
    place: str, uploader: Uploader, track: Track, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced(uploader, track)
    keys = list(keys_of(track).values())
    told: list[Removed] = []
    monkeypatch.setitem(removal.bytes_removed._entries, "test", told.append)
    items_delete(rows=[track], at=now())
    assert deleted_sweep(at=now() + timedelta(days=29)) == 0
    items_restore(rows=[track], at=now())
    assert deleted_sweep(at=now() + LATER) == 0
    items_delete(rows=[track], at=now())
    assert deleted_sweep(at=now() + LATER) == 1
    assert not any(default_storage.exists(key) for key in keys)
    assert not MediaFile.objects.exists()
    assert told == [Removed((track.pk,))]
    # Who heard it still has heard it; nothing is left to hear.
    assert Track.objects.get().plays.count() == 1
    assert Album.objects.get().cover is None
    assert uploader.client.get(f"/api/v1/tracks/{track.public_id}/stream/").status_code == 404
    assert deleted_sweep(at=now() + LATER) == 0
