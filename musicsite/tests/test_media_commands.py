"""`check_media`, `sweep` and `thumbnails`: files against the rows that name them."""

import os
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now
from PIL import Image

from catalog.models import Library
from catalog.tests.factories import LibraryFactory, TrackFactory
from pictures.models import Artwork
from pictures.processing import artwork_make
from pictures.services import artwork_store
from streaming.models import MediaFile
from streaming.paths import path_hash

pytestmark = pytest.mark.django_db
LONG_AGO = now().timestamp() - 3 * 24 * 3600


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """An empty media storage."""
    folder = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = settings.STORAGES | {"default": folder}
    yield tmp_path


def _song(media: Path, root: str, kind: str, name: str = "é.flac") -> tuple[MediaFile, Path]:
    place = media / root / name
    place.parent.mkdir(parents=True)
    place.write_bytes(b"sound")
    root = str(media / root) if kind == Library.Kind.FOLDER else root
    library = LibraryFactory(kind=kind, root=root)
    file = MediaFile.objects.create(
        library=library, track=TrackFactory(album__library=library), path=name, path_hash=path_hash(name),
        folder_hash=path_hash(""), size=5, mtime_ns=0, container="flac", codec="flac",
        sha256="b86cf8b27a24eab55e3ba5a2c1b8bf05a2f1a7be5b3f6a52a2d3f6b4a2bfb0fd",
    )  # fmt: skip
    return file, place


def _picture() -> Artwork:
    made = BytesIO()
    Image.new("RGB", (600, 600), "teal").save(made, "PNG")
    picture = artwork_store(data=made.getvalue())
    artwork_make(artwork=picture)
    return picture


def _said(*arguments: str, code: int = 0) -> str:
    out = StringIO()
    if code:
        with pytest.raises(CommandError) as refused:
            call_command(*arguments, stdout=out)
        assert refused.value.returncode == code
    else:
        call_command(*arguments, stdout=out)
    return out.getvalue()


def _aged(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"old")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.mark.parametrize("kind", [Library.Kind.UPLOADS, Library.Kind.FOLDER])
def test_a_file_that_is_as_its_row_says_is_right(media: Path, kind: str) -> None:
    _song(media, "libraries/a", kind)
    assert "1 files named by rows" in _said("check_media", "--no-orphans")


@pytest.mark.parametrize("kind", [Library.Kind.UPLOADS, Library.Kind.FOLDER])
def test_missing_files_other_sizes_and_other_bytes_are_told(media: Path, kind: str) -> None:
    _, place = _song(media, "libraries/a", kind)
    assert "checksum: " in _said("check_media", "--checksums", "--no-orphans", code=1)
    place.write_bytes(b"longer")
    assert "has 6 bytes, its row says 5" in _said("check_media", code=1)
    place.unlink()
    assert "missing: " in _said("check_media", code=1)


def test_only_old_files_that_no_row_names_are_orphans(media: Path) -> None:
    _, place = _song(
        media, "libraries/a/b", Library.Kind.UPLOADS, "disc 1/x.flac".replace("/", "-")
    )
    os.utime(place, (LONG_AGO, LONG_AGO))
    picture = _picture()
    for file in media.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))
    assert "checked" not in _said("check_media")
    strays = [
        _aged(media / name)
        for name in (
            "x",
            "libraries/a/b/other.flac",
            "libraries/c/x.flac",
            "artwork/ab/abcd/96.webp",
            "notes/b",
            "notes/.b.0199.part",
        )
    ]
    (media / "new").write_bytes(b"on its way")
    said = _said("check_media", code=1)
    assert said.count("orphan: ") == len(strays)
    assert _said("sweep", "--dry-run").count("orphan: ") == len(strays)
    assert all(path.exists() for path in strays)
    assert f"{len(strays)} orphans" in _said("sweep")
    assert not any(path.exists() for path in strays)
    assert place.exists()
    assert (media / "new").exists()
    assert (media / picture.folder / "96.webp").exists()


def test_the_sizes_of_a_picture_come_back_from_its_original(media: Path) -> None:
    picture = _picture()
    lost = media / picture.folder / "192.webp"
    was = lost.read_bytes()
    lost.unlink()
    assert "192.webp" in _said("check_media", code=1)
    assert "1 would be made" in _said("thumbnails", "--dry-run")
    assert not lost.exists()
    assert "1 made" in _said("thumbnails")
    assert lost.read_bytes() == was
    assert "0 made" in _said("thumbnails")
    assert "1 made" in _said("thumbnails", "--all")


def test_a_picture_whose_original_is_gone_is_told(media: Path) -> None:
    picture = _picture()
    (media / picture.storage_key).unlink()
    assert "0 made, 1 refused" in _said("thumbnails", "--all", code=1)
