"""Promise: nobody holds up the uploads of others, nor their own for ever, by what they announce, send or sign."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.tests.factories import WorkspaceFactory
from catalog.models import Album, Library, Track
from catalog.services import library_hand_on
from streaming.tests.music import sound
from streaming.tests.uploading import Uploader, artist, place, uploader
from streaming.uploads.sweep import uploads_sweep

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db

FLAC, MP3 = sound("flac"), sound("mp3")


@pytest.mark.parametrize("signature", ["%C3%A9", "%00", "x" * 64, ""])
def test_a_signature_of_whatever_text_is_refused(signature: str, uploader: Uploader) -> None:
    upload = uploader.begin(FLAC)
    told = urlsplit(uploader.address(upload, 1, FLAC)["url"])
    signed = told.query.rpartition("signature=")[0] + f"signature={signature}"
    answer = Client(raise_request_exception=False).generic(
        "PUT", f"{told.path}?{signed}", FLAC, "application/octet-stream"
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "paths", [("a.flac", "a.flac/b.mp3"), ("a.flac/b.mp3", "a.flac"), ("A.Flac/b.mp3", "a.flac")]
)
def test_a_file_and_a_folder_of_one_name_both_find_a_place(
    paths: tuple[str, str], uploader: Uploader
) -> None:
    for path in paths:
        data = FLAC if path.endswith(".flac") else MP3
        assert uploader.uploaded(data, path)["state"] == "ready"


def test_parts_that_are_not_those_announced_last_hold_up_nobody_else(
    place: str, uploader: Uploader
) -> None:
    """Another checksum is announced once the part is there: a bucket refuses to put that together."""
    upload = uploader.begin(FLAC)
    uploader.send(upload, FLAC)
    uploader.address(upload, 1, b"something else")
    behind = uploader.begin(MP3)
    uploader.send(behind, MP3)
    uploads_sweep(at=now() + timedelta(minutes=11))
    assert uploader.told(behind)["state"] == "checking"
    if place == "bucket":
        answer = uploader.complete(upload)
        assert (answer.status_code, "send them again" in answer.json()["detail"]) == (409, True)
        uploader.send(upload, FLAC)
    assert uploader.complete(upload).status_code == 200


def test_what_was_handed_on_is_no_longer_named_to_who_uploaded_it(uploader: Uploader) -> None:
    upload = uploader.uploaded(FLAC, "a.flac")
    library = Library.objects.get(workspace=uploader.user.personal_workspace)
    assert Track.objects.get().album.title in uploader.client.get("/upload/").content.decode()
    library_hand_on(library=library, to=WorkspaceFactory())
    Track.objects.update(title="Not for them")
    Album.objects.update(title="Not for them")
    told = uploader.told(upload)
    assert (told["state"], told["track"], told["album"]) == ("ready", None, None)
    assert "Not for them" not in uploader.client.get("/upload/").content.decode()
