"""Promises of uploads: one way for clients to either kind of storage, checked before, in between and afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Membership, User
from accounts.services import workspace_join
from accounts.tests.factories import UserFactory, WorkspaceFactory
from catalog.models import Library, Track
from streaming.models import MediaFile, Upload, UploadQuota
from streaming.tests.music import picture, song, sound
from streaming.tests.uploading import (
    API,
    PART,
    Uploader,
    artist,
    kept_in,
    music_kept,
    parts_of,
    place,
    put,
    sha256_of,
    uploader,
)

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def flac(tmp_path: Any) -> bytes:
    path = song(
        tmp_path / "made" / "x.flac", title="Tide", artist="Ana", album="Shore", tracknumber="2",
        cover=picture("blue", 40),
    )  # fmt: skip
    return bytes(path.read_bytes())


@pytest.fixture
def large() -> bytes:
    """WAV of three parts."""
    found = sound("wav", 330, seconds=(2 * PART + PART // 2) / (44_100 * 4))
    assert 2 * PART < len(found) < 3 * PART
    return found


def test_a_file_becomes_a_track_with_tags_art_loudness_and_waveform(
    place: str, uploader: Uploader, flac: bytes
) -> None:
    told = uploader.uploaded(flac, "Shore/02 Tide.flac")
    assert (told["state"], told["reason"], told["progress"]) == ("ready", "", 100)
    file = MediaFile.objects.select_related("track__album", "library").get()
    assert told["track"]["id"] == file.track.public_id
    assert told["album"]["title"] == "Shore" == file.track.album.title
    assert (file.track.title, file.track.artist_line, file.track.position) == ("Tide", "Ana", 2)
    assert file.track.album.cover is not None
    assert (file.sha256, file.size, file.path) == (sha256_of(flac), len(flac), "Shore/02 Tide.flac")
    assert file.loudness is not None
    assert len(bytes(file.waveform or b"")) == 800
    assert music_kept() == [f"{file.library.root}/Shore/02 Tide.flac"]
    assert kept_in("uploads") == [], "what has arrived is in the library now"
    stream: Any = uploader.client.get(f"/api/v1/tracks/{file.track.public_id}/stream/")
    if place == "folder":
        assert b"".join(stream.streaming_content) == flac
    else:
        assert stream.status_code == 302


def test_a_large_file_goes_in_parts_in_any_order_and_goes_on_after_a_break(
    place: str, uploader: Uploader, large: bytes
) -> None:
    upload = uploader.begin(large, "long.wav")
    assert (upload["state"], upload["part_count"], upload["parts"]) == ("waiting", 3, [])
    uploader.send(upload, large, only={3})
    uploader.send(upload, large, only={1})
    told = uploader.told(upload)
    assert (told["state"], told["parts"]) == ("uploading", [1, 3])
    early = uploader.complete(upload)
    assert (early.status_code, early.json()["detail"]) == (409, "Parts that have not arrived: 2.")
    uploader.send(upload, large, only={2})
    assert uploader.complete(upload, sha256=sha256_of(large)).json()["state"] == "checking"
    assert uploader.complete(upload).status_code == 200, "a lost answer is asked for again"
    late = uploader.post(f"{upload['id']}/parts/1/", sha256="0" * 64)
    assert late.status_code == 409


def test_an_address_opens_one_part_of_one_upload_for_its_own_bytes_by_put(
    place: str, uploader: Uploader, large: bytes
) -> None:
    upload = uploader.begin(large, "long.wav")
    one, two, _ = parts_of(upload, large)
    told = uploader.address(upload, 1, one)
    url, headers = told["url"], told["headers"]
    assert told["method"] == "PUT"
    assert put(url, bytes(len(one)), headers)[0] in {400, 422}, "other bytes of that length"
    assert put(url, one[:-1], headers)[0] in {403, 422}, "another length"
    assert put(url, one, headers, "POST")[0] in {403, 405}, "another method"
    other = url.replace("/parts/1/", "/parts/2/").replace("partNumber=1", "partNumber=2")
    assert put(other, two, headers)[0] in {400, 403}, "another part"
    second = uploader.begin(large, "other.wav")
    foreign = url.replace(upload["id"], second["id"])
    assert put(foreign, one, headers)[0] in {403, 404}, "another upload"
    assert uploader.told(upload)["parts"] == [] == uploader.told(second)["parts"]
    assert put(url, one, headers)[0] in {200, 204}


def test_an_address_ends(
    place: str, uploader: Uploader, flac: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"streaming.uploads.storage.{place}.ADDRESS_LIVES", timedelta(seconds=-5))
    upload = uploader.begin(flac)
    if place == "bucket":  # S3 signs no address that has ended; this one ended at once
        monkeypatch.setattr(
            "streaming.uploads.storage.bucket.ADDRESS_LIVES", timedelta(seconds=900)
        )
        monkeypatch.setattr(
            "botocore.auth.get_current_datetime",
            lambda *_, **__: (now() - timedelta(hours=1)).replace(tzinfo=None),
        )
    told = uploader.address(upload, 1, flac)
    monkeypatch.undo()
    assert put(told["url"], flac, told["headers"])[0] == 403


def test_bytes_that_are_not_those_announced_are_refused_and_leave_nothing(
    place: str, uploader: Uploader, flac: bytes
) -> None:
    told = uploader.uploaded(flac, sha256="0" * 64)
    assert told["state"] == "refused"
    assert told["reason"] == "What has arrived is not what was sent."
    assert told["advice"] == "Upload it again."
    assert kept_in("uploads") == [] == music_kept()
    assert Track.objects.count() == 0


def test_the_same_bytes_again_are_named_as_what_they_are(
    place: str, uploader: Uploader, flac: bytes
) -> None:
    first = uploader.uploaded(flac, "Shore/02 Tide.flac")
    again = uploader.uploaded(flac, "elsewhere/tide.flac")
    assert (again["state"], again["reason"]) == ("refused", "You have it already: “Tide”.")
    assert again["track"] == first["track"]
    assert len(music_kept()) == 1


def test_files_of_a_folder_become_one_album_as_in_an_import(
    place: str, uploader: Uploader, tmp_path: Any
) -> None:
    for number, who in enumerate(("Ana", "Ben", "Cleo"), 1):
        path = song(
            tmp_path / f"{number}.mp3", hertz=300 + number, title=f"Song {number}", artist=who,
            album="Three", tracknumber=str(number),
        )  # fmt: skip
        disc = "CD2/" if number == 3 else ""
        uploader.uploaded(path.read_bytes(), f"Three/{disc}{number}.mp3")
    (album,) = Library.objects.get().albums.filter(deleted_at=None)
    assert (album.title, album.artist_line, album.track_count) == ("Three", "Various Artists", 3)


def test_two_files_of_one_name_both_find_a_place(
    place: str, uploader: Uploader, tmp_path: Any
) -> None:
    for hertz in (300, 400):
        path = song(tmp_path / "a.mp3", hertz=hertz, title=f"At {hertz}")
        assert uploader.uploaded(path.read_bytes(), "a/same.mp3")["state"] == "ready"
    assert len(music_kept()) == 2
    assert Track.objects.filter(missing_since=None, deleted_at=None).count() == 2


def test_what_is_uploaded_is_private_to_its_workspace(
    place: str, uploader: Uploader, flac: bytes
) -> None:
    told = uploader.uploaded(flac)
    stranger = Client()
    stranger.force_login(UserFactory(handle="stranger"))
    for address in (told["track"]["url"], f"/api/v1/tracks/{told['track']['id']}/"):
        assert stranger.get(address).status_code == 404
        assert uploader.client.get(address).status_code == 200
    assert stranger.get(f"{API}{told['id']}/").status_code == 404
    assert stranger.get(API).json()["results"] == []


def test_quotas_are_said_before_anything_is_sent(
    uploader: Uploader, artist: User, settings: Settings
) -> None:
    settings.UPLOAD_QUOTA_BYTES, settings.UPLOAD_FILE_BYTES = 10_000_000, 8_000_000
    too_large = uploader.post("", path="a.wav", size=9_000_000)
    assert too_large.status_code == 422
    assert "is the most" in too_large.json()["detail"]
    assert uploader.post("", path="a.wav", size=8_000_000).status_code == 201
    full = uploader.post("", path="b.wav", size=3_000_000)
    assert full.status_code == 409
    assert "ask an administrator for more" in full.json()["detail"]
    UploadQuota.objects.create(workspace=artist.personal_workspace, megabytes=100, tracks=1)
    many = uploader.post("", path="b.wav", size=3_000_000)
    assert "may hold 1 uploaded tracks" in many.json()["detail"]
    UploadQuota.objects.update(tracks=2)
    assert uploader.post("", path="b.wav", size=3_000_000).status_code == 201
    told = uploader.client.get(f"{API}quota/").json()
    assert told == {
        "bytes_used": 11_000_000, "bytes_most": 100 * 1024 * 1024, "tracks_used": 2, "tracks_most": 2,
        "file_most": 8_000_000,
    }  # fmt: skip


def test_uploading_takes_the_role_and_a_workspace_that_one_may_change(
    uploader: Uploader, artist: User
) -> None:
    listener = Uploader(UserFactory(handle="listener"))
    refused = listener.post("", path="a.wav", size=10)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden")
    label = WorkspaceFactory()
    body = {"path": "a.wav", "size": 10, "workspace": label.public_id}
    assert uploader.post("", **body).status_code == 404
    workspace_join(workspace=label, user=artist, role=Membership.Role.VIEWER)
    assert uploader.post("", **body).status_code == 403
    workspace_join(workspace=label, user=artist, role=Membership.Role.EDITOR)
    begun = uploader.post("", **body).json()
    assert begun["workspace"] == label.public_id
    looker = Uploader(UserFactory(handle="looker"))
    workspace_join(workspace=label, user=looker.user, role=Membership.Role.VIEWER)
    assert looker.client.get(f"{API}{begun['id']}/").status_code == 200
    assert looker.client.delete(f"{API}{begun['id']}/").status_code == 403


def test_cancelling_leaves_nothing(place: str, uploader: Uploader, flac: bytes) -> None:
    upload = uploader.begin(flac)
    uploader.send(upload, flac)
    assert len(kept_in("uploads")) == 1
    assert uploader.client.delete(f"{API}{upload['id']}/").status_code == 204
    assert kept_in("uploads") == []
    assert uploader.client.get(f"{API}{upload['id']}/").status_code == 404


def test_the_list_can_be_cleared_of_what_is_over_and_tracks_stay(
    uploader: Uploader, flac: bytes
) -> None:
    uploader.uploaded(flac)
    open_one = uploader.begin(flac, "b.flac")
    assert [one["state"] for one in uploader.client.get(f"{API}?state=over").json()["results"]] == [
        "ready"
    ]
    assert uploader.post("forget/").json() == {"forgotten": 1}
    assert [one["id"] for one in uploader.client.get(API).json()["results"]] == [open_one["id"]]
    assert Track.objects.filter(deleted_at=None).count() == 1


def test_lists_take_the_same_queries_however_long(
    uploader: Uploader, artist: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        uploader.begin(b"x", f"{number}.wav")
    with django_assert_num_queries(3):
        assert len(uploader.client.get(API).json()["results"]) == 6
    upload = Upload.objects.first()
    assert upload is not None
    with django_assert_num_queries(3):
        uploader.client.get(f"{API}{upload.public_id}/")
