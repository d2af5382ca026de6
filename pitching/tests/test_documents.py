"""The press kit: PDFs and pictures, and nothing that only says it is one."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from accounts.models import User
from common.jobs.worker import drain
from pictures.tests.samples import picture
from pitching.models import Pitch, PitchDocument
from pitching.received.files import strays_delete
from pitching.services import pitch_delete, pitch_duplicate
from pitching.services.documents import pitches_sweep
from pitching.tests.factories import a_pitch
from tests.cast import Cast

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture
def pitch(cast: Cast, sender: User) -> Pitch:
    return a_pitch(sender, cast.label)


def sent(cast: Cast, pitch: Pitch, name: str, data: bytes) -> Any:
    file = SimpleUploadedFile(name, data)
    address = f"/api/v1/pitches/{pitch.public_id}/documents/"
    return cast.client("owner").post(address, {"file": file})


@pytest.mark.django_db(transaction=True)
def test_a_pdf_is_kept_as_it_is_and_a_picture_is_encoded_anew(cast: Cast, pitch: Pitch) -> None:
    assert sent(cast, pitch, "press/../One sheet.PDF", PDF).json()["name"] == "One sheet.pdf"
    original = picture((2000, 1000))
    made = sent(cast, pitch, "photo.jpeg", original).json()
    assert (made["state"], made["name"]) == ("waiting", "photo.webp")
    first = PitchDocument.objects.get(public_id=made["id"]).storage_key
    drain()
    document = PitchDocument.objects.get(public_id=made["id"])
    assert (document.state, document.mime) == ("ready", "image/webp")
    with default_storage.open(document.storage_key) as file:
        data = file.read()
    assert data[8:12] == b"WEBP" and len(data) == document.size
    assert not default_storage.exists(first), "the original, with what its camera wrote, is gone"


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90\x00", b"PK\x03\x04", b"<html>%PDF-1.7",
     b"#!/bin/sh\n"],
)  # fmt: skip
def test_what_only_says_that_it_is_one_is_refused(cast: Cast, pitch: Pitch, data: bytes) -> None:
    assert sent(cast, pitch, "paper.pdf", data).status_code == 422
    assert not PitchDocument.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broken_picture_is_refused_in_words_by_its_job(cast: Cast, pitch: Pitch) -> None:
    assert sent(cast, pitch, "x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100).status_code == 201
    drain()
    document = PitchDocument.objects.get()
    assert document.state == "refused" and document.reason


@pytest.mark.django_db(transaction=True)
def test_files_go_with_the_last_pitch_that_shows_them(
    cast: Cast, sender: User, who: dict[str, Any], pitch: Pitch
) -> None:
    sent(cast, pitch, "a.pdf", PDF)
    key = PitchDocument.objects.get().storage_key
    copy = pitch_duplicate(**who, public_id=pitch.public_id)
    at = now()
    pitch_delete(**who, public_id=pitch.public_id, at=at)
    assert pitches_sweep(at=at + timedelta(days=29)) == 0
    assert pitches_sweep(at=at + timedelta(days=31)) == 1
    assert default_storage.exists(key) and copy.documents.count() == 1
    pitch_delete(**who, public_id=copy.public_id, at=at)
    pitches_sweep(at=at + timedelta(days=31))
    assert not default_storage.exists(key)


def test_a_press_kit_outlives_the_sweep_of_files_that_nobody_knows(
    cast: Cast, pitch: Pitch, who: dict[str, Any]
) -> None:
    sent(cast, pitch, "a.pdf", PDF)
    key = PitchDocument.objects.get().storage_key
    copy = pitch_duplicate(**who, public_id=pitch.public_id)
    later = now() + timedelta(minutes=1)
    strays_delete(before=later)
    assert default_storage.exists(key)
    pitch.delete()
    strays_delete(before=later)
    assert default_storage.exists(key), "a copy of the pitch shows it"
    copy.delete()
    strays_delete(before=later)
    assert not default_storage.exists(key), "a pitch that went with its workspace leaves no bytes"
