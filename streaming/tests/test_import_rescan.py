"""Files are found again by their sound: moved, renamed, retagged, replaced, gone and back."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from catalog.audience import Audience
from catalog.models import Album, Track
from catalog.services import fields_release, track_edit
from catalog.services.changes import Edits
from catalog.services.shelve import items_visibility_set
from catalog.sheet.changing import row_change
from catalog.tests.factories import AlbumFactory
from pictures.models import Artwork
from streaming.models import MediaFile
from streaming.paths import disk_path
from streaming.tests.music import picture, retag, song
from streaming.tests.test_import_formats import take_in

pytestmark = pytest.mark.django_db
EDITS = Edits(by=None, source="command")


@pytest.fixture
def music(tmp_path: Path) -> Path:
    """An album of three, imported."""
    for number in (1, 2, 3):
        song(
            tmp_path / f"music/Band/Record/0{number} Song.mp3",
            hertz=400 + 50 * number,
            title=f"Song {number}",
            artist="Band",
            album="Record",
            tracknumber=str(number),
        )
    assert take_in(tmp_path / "music") == 0
    return tmp_path / "music"


def ids() -> dict[str, int]:
    return dict(Track.objects.filter(deleted_at=None).values_list("title", "pk"))


def test_a_second_run_changes_nothing(music: Path) -> None:
    before = list(MediaFile.objects.order_by("pk").values())
    albums = list(Album.objects.values())
    take_in(music)
    assert list(MediaFile.objects.order_by("pk").values()) == before
    assert list(Album.objects.values()) == albums


def test_reading_everything_again_changes_nothing(music: Path) -> None:
    before = list(Track.objects.order_by("pk").values())
    albums = list(Album.objects.values("pk", "title", "match_key", "track_count", "duration_ms"))
    take_in(music, "--full")
    assert list(Track.objects.order_by("pk").values()) == before
    assert (
        list(Album.objects.values("pk", "title", "match_key", "track_count", "duration_ms"))
        == albums
    )


def test_a_moved_and_renamed_file_keeps_its_track(music: Path) -> None:
    before, album = ids(), Album.objects.get().pk
    (music / "Elsewhere").mkdir()
    (music / "Band/Record/02 Song.mp3").rename(music / "Elsewhere/anything.mp3")
    take_in(music)
    assert ids() == before
    assert MediaFile.objects.filter(path="Elsewhere/anything.mp3", missing_since=None).count() == 1
    assert MediaFile.objects.count() == 3
    assert Album.objects.get().pk == album


def test_a_renamed_folder_keeps_album_and_tracks(music: Path) -> None:
    before, album = ids(), Album.objects.get().pk
    (music / "Band").rename(music / "The Band")
    take_in(music)
    assert (ids(), Album.objects.get().pk) == (before, album)
    assert not MediaFile.objects.exclude(missing_since=None).exists()


def test_an_untagged_folder_that_is_renamed_keeps_its_tracks(tmp_path: Path) -> None:
    for number in (1, 2):
        song(tmp_path / f"music/A/B/0{number} - T{number}.mp3", hertz=300 + number)
    take_in(tmp_path / "music")
    before, album = ids(), Album.objects.get().pk
    assert Album.objects.get().title == "B"
    (tmp_path / "music/A/B").rename(tmp_path / "music/A/C")
    take_in(tmp_path / "music")
    assert ids() == before
    assert (Album.objects.get().pk, Album.objects.get().title) == (album, "C")


def test_two_files_that_swap_names_keep_their_tracks(music: Path) -> None:
    before = ids()
    one, two, aside = (music / "Band/Record" / name for name in ("01 Song.mp3", "02 Song.mp3", "x"))
    os.utime(two, (1, 1))
    take_in(music)
    one.rename(aside)
    two.rename(one)
    aside.rename(two)
    take_in(music)
    assert ids() == before
    paths = dict(MediaFile.objects.filter(missing_since=None).values_list("track__title", "path"))
    assert paths["Song 1"] == "Band/Record/02 Song.mp3"
    assert paths["Song 2"] == "Band/Record/01 Song.mp3"


def test_a_new_file_in_an_old_place_pushes_the_old_one_on(music: Path) -> None:
    """01 becomes 04 (in a folder that is looked at later), and another song takes its name."""
    before = ids()
    (music / "Zed").mkdir()
    (music / "Band/Record/01 Song.mp3").rename(music / "Zed/04 Song.mp3")
    song(music / "Band/Record/01 Song.mp3", hertz=999, title="New", artist="Band", album="Record")
    take_in(music)
    after = ids()
    assert {title: after[title] for title in before} == before
    assert set(after) - set(before) == {"New"}
    assert MediaFile.objects.get(track_id=before["Song 1"]).path == "Zed/04 Song.mp3"


def test_a_file_whose_sound_was_replaced_keeps_its_track(music: Path) -> None:
    before = ids()
    MediaFile.objects.update(waveform=b"x", analysed_at=now())
    song(music / "Band/Record/01 Song.mp3", hertz=888, title="Song 1", artist="Band", album="Record",
         tracknumber="1")  # fmt: skip
    take_in(music)
    assert ids() == before
    assert MediaFile.objects.get(track_id=before["Song 1"]).waveform is None
    assert MediaFile.objects.get(track_id=before["Song 2"]).waveform == b"x"


def test_retagging_updates_in_place(music: Path) -> None:
    before, album, added = ids(), Album.objects.get(), Track.objects.get(title="Song 1").added_at
    retag(music / "Band/Record/01 Song.mp3", title="Other name", artist="Band feat. Guest", album="Record",
          tracknumber="1", genre="Jazz")  # fmt: skip
    take_in(music)
    track = Track.objects.get(pk=before["Song 1"])
    assert (track.title, track.title_key) == ("Other name", "other name")
    assert track.artist_line == "Band feat. Guest"
    assert [(c.name, c.role) for c in track.credits.all()] == [
        ("Band", "main"),
        ("Guest", "featured"),
    ]
    assert [genre.name for genre in track.genres.all()] == ["Jazz"]
    assert track.added_at == added
    assert (track.album_id, Album.objects.count()) == (album.pk, 1)


def test_an_album_that_is_retagged_as_a_whole_stays_itself(music: Path) -> None:
    before = Album.objects.get().pk
    for number in (1, 2, 3):
        retag(music / f"Band/Record/0{number} Song.mp3", title=f"Song {number}", artist="Band",
              album="Record (2nd edition)", albumartist="The Band", date="2001")  # fmt: skip
    take_in(music)
    album = Album.objects.get()
    assert (album.pk, album.title, album.release_date) == (before, "Record (2nd edition)", "2001")
    assert album.artist_line == "The Band"
    assert album.track_count == 3


def test_one_file_that_is_retagged_to_another_album_leaves_its_old_one(music: Path) -> None:
    retag(music / "Band/Record/03 Song.mp3", title="Song 3", artist="Band", album="Single")
    take_in(music)
    counts = dict(Album.objects.filter(deleted_at=None).values_list("title", "track_count"))
    assert counts == {"Record": 2, "Single": 1}


def test_a_track_that_goes_to_another_album_is_for_whom_that_one_is_for(music: Path) -> None:
    retag(music / "Band/Record/03 Song.mp3", title="Song 3", artist="Band", album="Single")
    take_in(music)
    closed = Album.objects.get(title="Single")
    items_visibility_set(rows=[closed], visibility="private")
    for number in (1, 2):
        retag(
            music / f"Band/Record/0{number} Song.mp3",
            title=f"Song {number}",
            artist="Band",
            album="Single",
        )
        take_in(music)
    tracks = Track.objects.filter(album=closed, deleted_at=None)
    assert tracks.count() == 3
    assert set(tracks.values_list("reachable_to", flat=True)) == {Audience.WORKSPACE}


def test_a_file_that_joins_an_album_changes_nothing_else_of_it(music: Path) -> None:
    before, album = ids(), Album.objects.get()
    song(music / "Band/Record/04 Song.mp3", hertz=700, title="Song 4", artist="Band", album="Record",
         tracknumber="4")  # fmt: skip
    take_in(music)
    assert {t: pk for t, pk in ids().items() if t != "Song 4"} == before
    after = Album.objects.get()
    assert (after.pk, after.match_key, after.track_count) == (album.pk, album.match_key, 4)


def test_a_guest_artist_makes_the_folder_a_compilation_and_it_stays_one_album(music: Path) -> None:
    album = Album.objects.get().pk
    song(
        music / "Band/Record/04 Song.mp3",
        hertz=700,
        title="Song 4",
        artist="Somebody",
        album="Record",
    )
    take_in(music)
    after = Album.objects.get()
    assert (after.pk, after.artist_line, after.track_count) == (album, "Various Artists", 4)


def test_a_vanished_file_is_marked_missing_and_comes_back(music: Path) -> None:
    before = ids()
    away = music.parent / "away.mp3"
    shutil.move(music / "Band/Record/02 Song.mp3", away)
    take_in(music)
    track = Track.objects.get(pk=before["Song 2"])
    assert track.missing_since is not None
    assert (Album.objects.get().track_count, Track.objects.count()) == (2, 3)
    shutil.move(away, music / "Band/Record/02 Song.mp3")
    take_in(music)
    assert Track.objects.get(pk=track.pk, missing_since=None).title == "Song 2"
    assert ids() == before
    assert Album.objects.get().track_count == 3


def test_a_missing_file_that_comes_back_elsewhere_is_the_same_track(music: Path) -> None:
    before = ids()
    away = music.parent / "away.mp3"
    shutil.move(music / "Band/Record/02 Song.mp3", away)
    take_in(music)
    shutil.move(away, music / "found.mp3")
    take_in(music)
    assert ids() == before
    assert Track.objects.get(pk=before["Song 2"]).missing_since is None


def test_only_prune_removes_what_is_missing(music: Path) -> None:
    before = ids()
    shutil.rmtree(music / "Band")
    song(music / "other.mp3", hertz=200, title="Other", artist="O")
    take_in(music)
    assert Track.objects.filter(missing_since=None).count() == 1
    assert set(ids()) == {*before, "Other"}
    take_in(music, "--prune")
    assert set(ids()) == {"Other"}
    assert MediaFile.objects.count() == 1
    assert Album.objects.filter(deleted_at=None).count() == 1


@pytest.mark.parametrize("how", ["empty", "gone", "only a text file"])
def test_a_root_that_may_not_be_mounted_marks_nothing(music: Path, how: str) -> None:
    shutil.rmtree(music)
    if how != "gone":
        music.mkdir()
    if how == "only a text file":
        (music / "readme.txt").touch()
    with pytest.raises(CommandError) as refused:
        call_command("import_music", "--library", "music", "--prune", verbosity=0)
    assert refused.value.returncode == 2
    assert not MediaFile.objects.exclude(missing_since=None).exists()
    assert MediaFile.objects.count() == 3


def test_nothing_beneath_a_folder_that_cannot_be_read_is_marked(music: Path) -> None:
    if os.getuid() == 0:
        pytest.skip("root reads everything")
    song(music / "readable.mp3", hertz=200)
    (music / "Band").chmod(0)
    take_in(music)
    (music / "Band").chmod(0o755)
    assert not MediaFile.objects.exclude(missing_since=None).exists()


def test_the_date_added_is_the_files_on_the_first_import_and_the_imports_afterwards(
    tmp_path: Path,
) -> None:
    old = song(tmp_path / "music/old.mp3", title="Old", album="A")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    take_in(tmp_path / "music")
    assert Track.objects.get(title="Old").added_at == datetime.fromtimestamp(1_000_000_000, UTC)
    assert Album.objects.get().added_at == datetime.fromtimestamp(1_000_000_000, UTC)
    later = song(tmp_path / "music/later.mp3", hertz=500, title="Later", album="B")
    os.utime(later, (1_000_000_000, 1_000_000_000))
    take_in(tmp_path / "music")
    assert (now() - Track.objects.get(title="Later").added_at).total_seconds() < 60


def test_a_persons_value_survives_a_rescan_and_can_be_released(music: Path) -> None:
    track = Track.objects.get(title="Song 1")
    track_edit(track=track, changes={"title": "By hand"})
    retag(music / "Band/Record/01 Song.mp3", title="New tag", artist="Band", album="Record")
    take_in(music)
    track.refresh_from_db()
    assert (track.title, track.curated["title"]["tags"]) == ("By hand", "New tag")
    fields_release(row=track)
    track.refresh_from_db()
    assert (track.title, track.title_key) == ("New tag", "new tag")


def test_what_a_row_says_of_its_album_survives_a_rescan_too(music: Path) -> None:
    track = Track.objects.get(title="Song 1")
    row_change(track=track, cells={"album": "By hand", "release_date": "1999"}, edits=EDITS)
    retag(music / "Band/Record/01 Song.mp3", title="Song 1", artist="Band", album="Record", date="2001")  # fmt: skip
    take_in(music)
    album = Album.objects.get()
    assert (album.title, album.release_date) == ("By hand", "1999")
    assert album.curated["release_date"]["tags"] == "2001"
    row_change(track=track, cells={}, release=["album", "release_date"], edits=EDITS)
    album.refresh_from_db()
    assert (album.title, album.release_date) == ("Record", "2001")


def test_a_new_cover_beside_the_files_is_taken(music: Path) -> None:
    assert Album.objects.get().cover is None
    (music / "Band/Record/folder.jpg").write_bytes(picture("red"))
    take_in(music)
    first = Album.objects.get().cover_id
    assert first
    (music / "Band/Record/folder.jpg").write_bytes(picture("blue", 9))
    take_in(music)
    assert Album.objects.get().cover_id not in (None, first)


def test_lyrics_that_are_put_beside_a_file_are_taken(music: Path) -> None:
    (music / "Band/Record/01 Song.lrc").write_text("[00:01.00]Hello")
    take_in(music)
    assert Track.objects.get(title="Song 1").synced_lyrics == [[1000, "Hello"]]


def test_the_same_recording_twice_is_two_tracks_that_know_of_each_other(music: Path) -> None:
    shutil.copy(music / "Band/Record/01 Song.mp3", music / "copy.mp3")
    take_in(music)
    assert Track.objects.filter(title="Song 1").count() == 2
    assert len(set(MediaFile.objects.filter(track__title="Song 1").values_list("audio_hash"))) == 1


def test_names_that_are_not_utf8_survive(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/music/caf\xe9 \xff.mp3"
    song(tmp_path / "music/x.mp3")
    os.rename(os.fsencode(tmp_path) + b"/music/x.mp3", raw)  # noqa: PTH104  # bytes
    take_in(tmp_path / "music")
    file = MediaFile.objects.get()
    assert os.fsencode(str(tmp_path / "music" / disk_path(file.path))) == raw
    take_in(tmp_path / "music")
    assert MediaFile.objects.get().missing_since is None


def test_a_replaced_cover_leaves_nothing_behind_unless_something_else_shows_it(
    music: Path, django_capture_on_commit_callbacks: Any
) -> None:
    place = music / "Band/Record/folder.jpg"
    place.write_bytes(picture("red"))
    take_in(music)
    first = Album.objects.get().cover
    assert first is not None
    place.write_bytes(picture("blue", 9))
    take_in(music)
    assert not Artwork.objects.filter(pk=first.pk).exists()
    second = Album.objects.get().cover
    elsewhere = AlbumFactory(cover=second)
    place.write_bytes(picture("green", 10))
    take_in(music)
    assert Album.objects.get(pk=elsewhere.pk).cover == second
