"""What cannot be taken in is refused with its reason, and the rest goes in."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command

from catalog.models import Album, Artist, Track
from streaming.models import FoundPlaylist, ScanRefusal
from streaming.tests.music import picture, song, sound
from streaming.tests.test_import_formats import take_in

pytestmark = pytest.mark.django_db


def refused() -> dict[str, str]:
    return dict(ScanRefusal.objects.values_list("path", "reason"))


def test_each_bad_file_is_named_and_the_rest_goes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    music = tmp_path / "music"
    song(music / "good.mp3", title="Good")
    (music / "empty.mp3").touch()
    (music / "text.flac").write_text("This is no music at all. " * 100)
    (music / "zeros.mp3").write_bytes(bytes(100_000))
    (music / "loop.mp3").symlink_to(music / "loop.mp3")
    (music / "nowhere.mp3").symlink_to(music / "not there")
    (music / "folder").symlink_to(music)
    os.mkfifo(music / "pipe.mp3")
    (music / "is a folder.mp3").mkdir()
    assert take_in(music) == 1
    assert Track.objects.get().title == "Good"
    told = refused()
    assert told["empty.mp3"] == "an empty file"
    assert told["loop.mp3"] == "a symbolic link that leads back to itself"
    assert told["nowhere.mp3"] == "a symbolic link that leads nowhere"
    assert told["folder"] == "a symbolic link to a folder of this library"
    assert told["pipe.mp3"] == "not a file"
    assert set(told) == {
        "empty.mp3",
        "text.flac",
        "zeros.mp3",
        "loop.mp3",
        "nowhere.mp3",
        "folder",
        "pipe.mp3",
    }
    assert "'zeros.mp3': no sound was found in it" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["flac", "ogg", "opus", "m4a", "wav", "aiff", "wv"])
def test_a_truncated_file_is_refused(tmp_path: Path, kind: str) -> None:
    (tmp_path / "music").mkdir()
    data = sound(kind, seconds=2.0)
    (tmp_path / f"music/x.{kind}").write_bytes(data[: len(data) * 2 // 3])
    assert take_in(tmp_path / "music") == 1
    (reason,) = refused().values()
    assert "cut off" in reason
    assert not Track.objects.exists()


def test_a_truncated_mp3_that_states_its_length_is_refused(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    data = sound("mp3", seconds=2.0)
    (tmp_path / "music/x.mp3").write_bytes(data[: len(data) // 2])
    assert take_in(tmp_path / "music") == 1
    assert "cut off" in refused()["x.mp3"]


def test_a_cover_of_a_hundred_megabytes_is_left_out_and_the_music_goes_in(tmp_path: Path) -> None:
    song(tmp_path / "music/in.flac", title="In", album="A", cover=picture() + bytes(16_000_000))
    big = song(
        tmp_path / "music/b/in.mp3", title="Big", album="B", cover=picture() + bytes(100_000_000)
    )
    beside = song(tmp_path / "music/c/in.mp3", hertz=300, title="Beside", album="C").with_name(
        "cover.jpg"
    )
    beside.write_bytes(picture() + bytes(100_000_000))
    assert take_in(tmp_path / "music") == 1
    assert set(Track.objects.values_list("title", flat=True)) == {"In", "Big", "Beside"}
    assert Album.objects.get(title="A").cover is not None
    assert Album.objects.get(title="B").cover is None
    assert "taken in without it" in refused()["b/in.mp3"]
    assert refused()["c/cover.jpg"] == "100 MB, more than 20"
    assert big.exists()


def test_a_refused_file_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    music = tmp_path / "music"
    song(music / "good.mp3")
    (music / "bad.mp3").write_bytes(b"x" * 1000)
    assert take_in(music) == 1
    row = ScanRefusal.objects.get()
    assert take_in(music) == 1
    assert ScanRefusal.objects.get().pk == row.pk
    song(music / "bad.mp3", hertz=555, title="Mended")
    assert take_in(music) == 0
    assert not ScanRefusal.objects.exists()
    assert Track.objects.filter(title="Mended").exists()


def test_a_refused_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    music = tmp_path / "music"
    song(music / "good.mp3")
    (music / "x").mkdir()
    (music / "x/bad.mp3").touch()
    (music / "bad.mp3").touch()
    take_in(music)
    (music / "bad.mp3").unlink()
    (music / "x/bad.mp3").unlink()
    (music / "x").rmdir()
    assert take_in(music) == 0
    assert not ScanRefusal.objects.exists()


def test_links_out_of_the_library_are_refused_in_words(tmp_path: Path) -> None:
    """What lies outside is sent to nobody, so it is not listed either."""
    outside = tmp_path / "outside"
    song(outside / "there.mp3", title="There")
    music = tmp_path / "music"
    song(music / "here.mp3", hertz=300, title="Here")
    (music / "folder").symlink_to(outside)
    (music / "file.mp3").symlink_to(outside / "there.mp3")
    (music / "self").symlink_to(music / "self")
    (outside / "back").symlink_to(music)
    take_in(music)
    assert set(Track.objects.values_list("title", flat=True)) == {"Here"}
    refused = dict(ScanRefusal.objects.values_list("path", "reason"))
    assert set(refused) >= {"folder", "file.mp3"}
    assert "library of its own" in refused["folder"] + refused["file.mp3"]


def test_nothing_outside_the_library_is_shown_as_lyrics_picture_or_playlist(tmp_path: Path) -> None:
    """An unpacked archive may hold links: to the site's key, to the words of a neighbour, to their photo."""
    music = tmp_path / "music"
    (tmp_path / "secret_key").write_text("the key of the site")
    (tmp_path / "photo.jpg").write_bytes(picture())
    for name, hertz in (("out", 300), ("in", 400)):
        song(music / name / "song.mp3", hertz=hertz, title=name, albumartist=name, album=name)
    for link in ("out/song.lrc", "out/list.m3u8"):
        (music / link).symlink_to(tmp_path / "secret_key")
    for link in ("out/cover.jpg", "out/artist.jpg"):
        (music / link).symlink_to(tmp_path / "photo.jpg")
    (music / "in/words.txt").write_text("words of their own")
    (music / "in/song.lrc").symlink_to(music / "in/words.txt")
    take_in(music)
    assert Track.objects.get(title="out").lyrics == ""
    assert Track.objects.get(title="in").lyrics == "words of their own"
    assert FoundPlaylist.objects.get().text == ""
    assert Album.objects.get(title="out").cover is None
    assert not Artist.objects.filter(image__isnull=False).exists()
    assert refused() == {"out/cover.jpg": "a symbolic link that leads out of the library"}


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    music = tmp_path / "music"
    song(music / "good.mp3")
    (music / "bad.mp3").touch()
    with pytest.raises(SystemExit):
        call_command("import_music", str(music), "--dry-run")
    assert not Track.objects.exists()
    assert not ScanRefusal.objects.exists()
    told = capsys.readouterr()
    assert "would be 1 added, 1 refused" in told.out
