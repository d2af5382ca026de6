"""`import_playlists`: files become playlists of one listener, once."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import UserFactory
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from playlists.models import Playlist

pytestmark = pytest.mark.django_db


def _run(*arguments: str, code: int = 0) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    if code:
        with pytest.raises(CommandError) as refused:
            call_command("import_playlists", *arguments, stdout=out, stderr=err)
        assert refused.value.returncode == code
        err.write(str(refused.value))
    else:
        call_command("import_playlists", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    artist = ArtistFactory(name="Björk")
    TrackFactory(album=AlbumFactory(artist=artist), artist=artist, title="Jóga")
    (tmp_path / "below").mkdir()
    (tmp_path / "below/Iceland.m3u8").write_text("#EXTM3U\n#EXTINF:301,Björk - Jóga\nx/joga.mp3\n")
    return tmp_path


def test_a_folder_of_files_becomes_playlists_once(folder: Path) -> None:
    UserFactory(email="ana@example.org")
    said, _ = _run(str(folder), "--user", "Ana@example.org", "--dry-run")
    assert "“Iceland”: 1 of 1 tracks would be in it" in said
    assert not Playlist.objects.exists()
    _run(str(folder), "--user", "ana@example.org")
    playlist = Playlist.objects.get()
    assert (playlist.title, playlist.visibility, playlist.entry_count) == ("Iceland", "private", 1)
    assert "here already" in _run(str(folder), "--user", "ana@example.org")[0]
    assert Playlist.objects.count() == 1


def test_what_is_not_here_and_what_is_no_playlist_is_told(folder: Path) -> None:
    UserFactory(email="ana@example.org")
    (folder / "other.m3u8").write_text("#EXTM3U\n#EXTINF:1,Nobody - Nothing\ny.mp3\n")
    (folder / "torn.xspf").write_text("<playlist")
    _, wrong = _run(str(folder), "--user", "ana@example.org", code=1)
    assert "track 1 is not here" in wrong
    assert "torn.xspf: " in wrong
    assert Playlist.objects.filter(title="Iceland").exists()


def test_nobody_and_nothing_is_refused(folder: Path) -> None:
    assert "Nobody here has" in _run(str(folder), "--user", "x@example.org", code=2)[1]
    UserFactory(email="ana@example.org")
    assert "neither a file" in _run(str(folder / "no"), "--user", "ana@example.org", code=2)[1]
