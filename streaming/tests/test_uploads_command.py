"""`manage.py upload`: files of the server, the whole way of an upload."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.models import Album, Track
from common.jobs.worker import drain
from streaming.models import Upload
from streaming.tests.music import picture, song
from streaming.tests.uploading import Uploader, artist, uploader

__all__ = ["artist", "uploader"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in (1, 2):
        song(
            tmp_path / f"Shore/0{number}.mp3",
            hertz=300 + number,
            title=f"Song {number}",
            album="Shore",
        )
    for name in ("Shore/notes.txt", "Shore/me.jpg", "Shore/Notes/cover.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("left alone")
    return tmp_path / "Shore"


def test_a_folder_is_uploaded_for_somebody(uploader: Uploader, folder: Path) -> None:
    out = StringIO()
    call_command("upload", str(folder), user=uploader.user.email, stdout=out)
    assert "2 files handed over, 0 refused." in out.getvalue()
    drain("heavy")
    assert [track.title for track in Track.objects.order_by("position", "title")] == [
        "Song 1",
        "Song 2",
    ]
    assert {upload.path for upload in Upload.objects.all()} == {"Shore/01.mp3", "Shore/02.mp3"}


def test_the_cover_of_a_folder_goes_along(uploader: Uploader, folder: Path) -> None:
    (folder / "Cover.PNG").write_bytes(picture("green", 40))
    out = StringIO()
    call_command("upload", str(folder), user=uploader.user.email, stdout=out)
    assert "3 files handed over, 0 refused." in out.getvalue()
    drain("heavy")
    album = Album.objects.get()
    assert (album.track_count, album.cover is not None) == (2, True)


def test_a_dry_run_uploads_nothing(uploader: Uploader, folder: Path) -> None:
    out = StringIO()
    call_command("upload", str(folder), user=uploader.user.email, dry_run=True, stdout=out)
    assert "Shore/01.mp3" in out.getvalue()
    assert Upload.objects.count() == 0


def test_what_can_not_be_is_said_in_a_sentence(uploader: Uploader, folder: Path) -> None:
    with pytest.raises(CommandError, match="nobody with the address") as nobody:
        call_command("upload", str(folder), user="x@example.org")
    assert nobody.value.returncode == 2
    with pytest.raises(CommandError, match="neither a file nor a folder"):
        call_command("upload", "/no/such", user=uploader.user.email)
    (folder / "empty.mp3").write_bytes(b"")
    err = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("upload", str(folder), user=uploader.user.email, stdout=StringIO(), stderr=err)
    assert refused.value.returncode == 1
    assert "empty.mp3: The file is empty." in err.getvalue()
