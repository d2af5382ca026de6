"""A picture beside uploaded music is its album's cover, as in a folder that is imported."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils.timezone import now
from PIL import Image
from pytest_django import Settings

from catalog.models import Album
from common.jobs.worker import drain
from pictures.models import Artwork
from pictures.services import artwork_file, artwork_store
from streaming.models import Upload, UploadQuota
from streaming.tests.music import picture, song
from streaming.tests.uploading import (
    Uploader,
    artist,
    kept_in,
    music_kept,
    place,
    sha256_of,
    uploader,
)
from streaming.uploads.quota import quota_of
from streaming.uploads.sweep import uploads_sweep

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db


def mp3(folder: Path, title: str = "Tide", *, hertz: int = 440, **tags: Any) -> bytes:
    tags = {"artist": "Ana", "album": "Shore"} | tags
    return song(folder / f"{title}.mp3", hertz=hertz, title=title, **tags).read_bytes()


def cover() -> Artwork | None:
    """That of the only album."""
    return Album.objects.get().cover


def shown(data: bytes) -> bool:
    held = cover()
    return held is not None and held.sha256 == sha256_of(data)


def photo() -> bytes:
    """A JPEG that tells where and by what it was taken, lying on its side."""
    held, exif = io.BytesIO(), Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (300, 200), "green").save(held, "JPEG", exif=exif)
    return held.getvalue()


@pytest.mark.parametrize("first", ["picture", "music"])
def test_a_picture_in_its_folder_becomes_the_albums_cover_whichever_comes_first(
    place: str, uploader: Uploader, tmp_path: Path, first: str
) -> None:
    image, sound = picture("green", 60), mp3(tmp_path)
    files = [("Shore/folder.png", image), ("Shore/1.mp3", sound)]
    for path, data in files if first == "picture" else reversed(files):
        told = uploader.uploaded(data, path)
        assert (told["state"], told["reason"]) == ("ready", "")
    assert shown(image)
    assert kept_in("uploads") == []
    assert len(music_kept()) == 1, "a picture is no file of the library"


def test_it_is_the_cover_rather_than_what_a_file_holds_and_of_discs_below_too(
    uploader: Uploader, tmp_path: Path
) -> None:
    image = picture("green", 60)
    one = mp3(tmp_path, "One", cover=picture("red", 60), discnumber="1")
    two = mp3(tmp_path, "Two", cover=picture("blue", 60), discnumber="2", hertz=500)
    uploader.uploaded(one, "Shore/CD 1/1.mp3")
    assert shown(picture("red", 60))
    uploader.uploaded(image, "Shore/cover.jpg")
    uploader.uploaded(two, "Shore/CD 2/1.mp3")
    assert Album.objects.get().track_count == 2
    assert shown(image)
    drain("heavy")
    assert [row.sha256 for row in Artwork.objects.all()] == [cover().sha256], "others go"  # type: ignore[union-attr]


def test_the_better_name_wins_and_the_latest_of_one_name(
    uploader: Uploader, tmp_path: Path
) -> None:
    uploader.uploaded(mp3(tmp_path), "Shore/1.mp3")
    uploader.uploaded(picture("red", 60), "Shore/front.png")
    assert shown(picture("red", 60))
    uploader.uploaded(picture("green", 60), "Shore/cover.png")
    assert shown(picture("green", 60))
    told = uploader.uploaded(picture("blue", 60), "Shore/folder.png")
    assert (told["state"], told["note"]) == ("ready", "“cover.png” beside it is the cover.")
    assert shown(picture("green", 60))
    uploader.uploaded(picture("yellow", 60), "Shore/cover.png")
    assert shown(picture("yellow", 60))


def test_a_cover_that_a_person_chose_stays(uploader: Uploader, tmp_path: Path) -> None:
    uploader.uploaded(mp3(tmp_path), "Shore/1.mp3")
    album, own = Album.objects.get(), artwork_store(data=picture("red", 60))
    album.cover, album.curated = own, {"cover_id": {"tags": None}}
    album.save()
    told = uploader.uploaded(picture("green", 60), "Shore/cover.png")
    assert told["note"] == "“Shore” keeps the cover that somebody chose."
    assert shown(picture("red", 60))
    album.refresh_from_db()
    assert album.curated["cover_id"]["tags"] == Artwork.objects.exclude(pk=own.pk).get().pk


def test_what_a_photo_tells_of_its_place_is_in_no_picture_that_is_sent(
    place: str, uploader: Uploader, tmp_path: Path
) -> None:
    uploader.uploaded(photo(), "Shore/cover.jpg")
    uploader.uploaded(mp3(tmp_path), "Shore/1.mp3")
    held = cover()
    assert held is not None and held.is_made
    assert (held.width, held.height) == (200, 300), "upright"
    made = [found for size in (320, "og") if (found := artwork_file(held, size))]
    for key, _ in made:
        with Image.open(default_storage.open(key)) as sent:
            assert (sent.size, dict(sent.getexif())) == ((200, 300), {})
    assert len(made) == 2


def bomb() -> bytes:
    held = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(held, "PNG")
    return held.getvalue()


@pytest.mark.parametrize(
    ("path", "data", "why"),
    [
        ("Shore/cover.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 9, "none of JPEG, PNG"),
        ("Shore/cover.jpg", b"#!/bin/sh\nrm -rf /\n" * 20, "none of JPEG, PNG"),
        ("Shore/cover.jpg", picture("red", 60)[:80], "can't be read"),
        ("Shore/front.png", bomb(), "too many pixels"),
    ],
    ids=["an SVG", "a script", "half a picture", "a bomb"],
)
@pytest.mark.django_db(transaction=True)  # files go once the rows are committed
def test_what_is_no_picture_is_refused_in_words_and_leaves_nothing(
    place: str, uploader: Uploader, path: str, data: bytes, why: str, tmp_path: Path
) -> None:
    told = uploader.uploaded(data, path)
    assert told["state"] == "refused"
    assert why in told["reason"]
    assert "JPEG or PNG" in told["advice"]
    assert kept_in("uploads") == []
    assert Artwork.objects.count() == 0
    assert [key for key in kept_in("default") if key.startswith("artwork/")] == []
    assert uploader.uploaded(mp3(tmp_path), "Shore/1.mp3")["state"] == "ready", "the worker lives"


@pytest.mark.parametrize(
    ("path", "size", "why"),
    [
        ("cover.jpg", 100, "upload the folder"),
        ("Shore/me.jpg", 100, "no name of music"),
        ("Shore/cover.svg", 100, "no name of music"),
        ("Shore/cover.jpg", 31 * 1024 * 1024, "is the most"),
    ],
)
def test_what_can_be_no_cover_is_refused_before_it_is_sent(
    uploader: Uploader, path: str, size: int, why: str
) -> None:
    answer = uploader.post("", path=path, size=size)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_picture_is_no_new_file_for_a_track(uploader: Uploader, tmp_path: Path) -> None:
    track = uploader.uploaded(mp3(tmp_path), "Shore/1.mp3")["track"]["id"]
    answer = uploader.post("", path="Shore/cover.jpg", size=100, replaces=track)
    assert answer.status_code == 422
    assert "no new file for a track" in answer.content.decode()


def test_pictures_count_by_their_bytes_and_are_no_tracks(
    uploader: Uploader, tmp_path: Path
) -> None:
    sound, image = mp3(tmp_path), picture("green", 60)
    workspace = uploader.user.personal_workspace
    UploadQuota.objects.create(workspace=workspace, tracks=1)
    uploader.uploaded(sound, "Shore/1.mp3")
    assert uploader.uploaded(image, "Shore/cover.png")["state"] == "ready"
    quota = quota_of(workspace)
    assert (quota.tracks_used, quota.bytes_used) == (1, len(sound) + len(image))
    assert uploader.post("", path="Shore/2.mp3", size=10).status_code == 409


def test_a_picture_whose_row_is_forgotten_stays_where_it_is_shown_and_goes_elsewhere(
    uploader: Uploader, tmp_path: Path, settings: Settings
) -> None:
    uploader.uploaded(mp3(tmp_path), "Shore/1.mp3")
    uploader.uploaded(picture("green", 60), "Shore/cover.png")
    uploader.uploaded(picture("red", 60), "Elsewhere/cover.png")
    waits = uploader.begin(b"x" * 10, "Coming/1.mp3", batch="0" * 32)
    uploader.uploaded(picture("blue", 60), "Coming/cover.png", batch="0" * 32)
    assert uploader.post("forget/").json()["forgotten"] == 3
    assert Artwork.objects.count() == 2, "music beside the last is still on its way"
    assert uploader.client.delete(f"/api/v1/uploads/{waits['id']}/").status_code == 204
    uploads_sweep(at=now() + timedelta(days=40))
    assert Upload.objects.count() == 0
    assert shown(picture("green", 60))
    drain("heavy")
    assert Artwork.objects.count() == 1
