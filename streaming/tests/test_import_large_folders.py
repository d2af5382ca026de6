"""Folders of more files than an album can have: what other folders become, and what they held before, stays."""

from pathlib import Path

import pytest

from catalog.models import Album
from streaming.importing import scan
from streaming.tests.music import song
from streaming.tests.test_import_formats import take_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Five files are many here."""
    monkeypatch.setattr(scan, "LARGEST", 5)


def loose(folder: Path, numbers: range, *, album: str = "", year: str = "") -> None:
    """Files without an album artist, each by somebody else."""
    for number in numbers:
        song(
            folder / f"{number:03} Song.mp3",
            hertz=300 + 7 * number,
            title=f"Song {number}",
            artist=f"Band {number}",
            album=album or f"Record {number}",
            date=[year] if year else [],
        )


def test_a_compilation_after_a_large_folder_is_one_album(tmp_path: Path) -> None:
    loose(tmp_path / "A dump", range(1, 13))
    loose(tmp_path / "B record", range(20, 23), album="Various things", year="1999")
    assert take_in(tmp_path) == 0
    album = Album.objects.get(title="Various things")
    assert album.track_count == 3
    assert album.artist_line == "Various Artists"


def test_a_folder_that_grows_keeps_its_albums(tmp_path: Path) -> None:
    for number in (1, 2, 3, 4):
        song(tmp_path / f"all/0{number}.mp3", hertz=300 + 7 * number, title=f"Song {number}",
             artist="Band", albumartist="Band", album="Record", date="1999")  # fmt: skip
    assert take_in(tmp_path) == 0
    before = Album.objects.get()
    song(tmp_path / "all/05.mp3", hertz=500, title="Song 5",
         artist="Band", albumartist="Band", album="Record", date="1999")  # fmt: skip
    loose(tmp_path / "all", range(20, 23))
    assert take_in(tmp_path) == 0
    album = Album.objects.get(title="Record")
    assert (album.pk, album.track_count) == (before.pk, 5)


def test_a_compilation_in_a_folder_that_grows_takes_in_what_is_added(tmp_path: Path) -> None:
    loose(tmp_path / "all", range(1, 5), album="Various things", year="1999")
    assert take_in(tmp_path) == 0
    before = Album.objects.get()
    loose(tmp_path / "all", range(5, 9), album="Various things", year="1999")
    loose(tmp_path / "all", range(20, 23))
    assert take_in(tmp_path) == 0
    album = Album.objects.get(title="Various things")
    assert (album.pk, album.track_count, album.artist_line) == (before.pk, 8, "Various Artists")


def test_reading_a_large_folder_again_changes_nothing(tmp_path: Path) -> None:
    """Its files are read in parts; those of one album may be in several."""
    for number in range(1, 13):
        song(tmp_path / f"all/{number:02}.mp3", hertz=300 + 7 * number, title=f"Song {number}",
             artist="Band", albumartist="Band", album="Record", date="1999" if number > 3 else "1998")  # fmt: skip
    assert take_in(tmp_path) == 0
    before = list(Album.objects.values("pk", "match_key", "track_count", "duration_ms"))
    assert [album["track_count"] for album in before] == [12]
    take_in(tmp_path, "--full")
    assert list(Album.objects.values("pk", "match_key", "track_count", "duration_ms")) == before
