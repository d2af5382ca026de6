"""Every usual format is taken in with its tags, its sound's facts and its cover."""

from pathlib import Path

import mutagen.id3 as id3
import pytest
from django.core.management import call_command

from catalog.models import Album, Credit, Disc, Track
from streaming.models import FoundPlaylist, MediaFile
from streaming.tests.music import ENCODERS, _id3, picture, song, sound, suffix

pytestmark = pytest.mark.django_db

EXPECTED = {
    "mp3": ("mp3", "mp3", None), "flac": ("flac", "flac", 16), "ogg": ("ogg", "vorbis", None),
    "opus": ("ogg", "opus", None), "m4a": ("mp4", "aac", None), "alac": ("mp4", "alac", 16),
    "wav": ("wav", "pcm", 16), "aiff": ("aiff", "pcm", 16), "wv": ("wavpack", "wavpack", 16),
}  # fmt: skip


def take_in(folder: Path, *more: str) -> int:
    """Run the command; its exit status."""
    try:
        call_command("import_music", str(folder), "--jobs=1", *more, verbosity=0)
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.mark.parametrize("kind", ENCODERS)
def test_a_format_is_read_with_its_tags(tmp_path: Path, kind: str) -> None:
    cover = picture() if kind not in ("ogg", "opus", "wv") else b""
    song(
        tmp_path / f"music/x.{suffix(kind)}",
        kind,
        cover=cover,
        title="Ночь",
        artist="Béla",
        albumartist="The Band",
        album="An Album",
        tracknumber="3/12",
        discnumber="2/2",
        date="1971-05-21",
        genre=["Jazz", "Folk; Blues"],
        composer="Someone Else",
        bpm="120",
        isrc="usabc0512345",
        MUSICBRAINZ_ALBUMID="0ecfca27-8bf0-4c0d-a1ca-6b1e4ed16d8f",
        REPLAYGAIN_TRACK_GAIN="-7.25 dB",
        REPLAYGAIN_TRACK_PEAK="0.98",
        lyrics="La\nla",
    )
    assert take_in(tmp_path / "music") == 0
    track = Track.objects.get()
    assert (track.title, track.artist_line, track.position, track.disc_number) == (
        "Ночь",
        "Béla",
        3,
        2,
    )
    assert (track.isrc, str(track.bpm), track.lyrics) == ("USABC0512345", "120.00", "La\nla")
    assert track.missing_since is None
    assert abs(track.duration_ms - 400) < 70
    assert set(track.genres.values_list("name", flat=True)) == {"Jazz", "Folk", "Blues"}
    album = track.album
    assert (album.title, album.artist_line, album.release_date) == (
        "An Album",
        "The Band",
        "1971-05-21",
    )
    assert album.musicbrainz_id == "0ecfca27-8bf0-4c0d-a1ca-6b1e4ed16d8f"
    assert (album.track_count, album.duration_ms) == (1, track.duration_ms)
    assert Credit.objects.get(track=track, role="composer").artist.name == "Someone Else"
    assert Disc.objects.get(album=album).track_total == 12
    if cover:
        assert album.cover is not None
    file = MediaFile.objects.get()
    assert (file.container, file.codec) == EXPECTED[kind][:2]
    assert (file.track_gain, file.track_peak) == (-7.25, 0.98)
    assert (file.channels, file.sample_rate) == (2, ENCODERS[kind][2])
    assert file.bitrate > 10_000
    assert len(file.audio_hash) > 40


@pytest.mark.parametrize("version", [(2, 2, 0), (2, 3, 0), (2, 4, 0)])
def test_id3_of_each_version_is_read(tmp_path: Path, version: tuple[int, int, int]) -> None:
    path = song(tmp_path / "music/x.mp3")
    tag = _id3(
        {"title": ["Titel ü"], "artist": ["A"], "genre": ["(17)", "52"], "album": ["B"]}, picture()
    )
    if version == (2, 2, 0):
        frames = [(b"TT2", b"\x01" + "Titel ü".encode("utf-16")), (b"TP1", b"\0A"), (b"TCO", b"\0(17)(52)"),
                  (b"TAL", b"\0B"), (b"PIC", b"\0JPG\x03\0" + picture())]  # fmt: skip
        body = b"".join(name + len(data).to_bytes(3) + data for name, data in frames) + bytes(50)
        size = bytes(len(body) >> shift & 0x7F for shift in (21, 14, 7, 0))
        path.write_bytes(b"ID3\x02\0\0" + size + body + path.read_bytes())
    elif version == (2, 3, 0):
        tag.update_to_v23()
        tag.save(path, v2_version=3)
    else:
        tag.save(path)
    take_in(tmp_path / "music")
    track = Track.objects.get()
    assert (track.title, track.artist_line, track.album.title) == ("Titel ü", "A", "B")
    assert set(track.genres.values_list("name", flat=True)) == {"Rock", "Electronic"}
    assert track.album.cover is not None


@pytest.mark.parametrize(
    ("encoding", "title", "artist"),
    [
        ("latin-1", "Café à la crème", "Björk Guðmundsdóttir"),
        ("cp1251", "Группа крови", "Виктор Цой"),
        ("koi8_r", "Группа крови", "Виктор Цой"),
        ("cp932", "夜の廊下", "宇多田ヒカル"),
        ("euc_kr", "여행을 떠나요", "조용필 노래"),
        ("utf-8", "Ночь", "Sigur Rós"),
        ("cp1252", "Don’t – stop…", "Motörhead"),
    ],
)
def test_id3v1_in_a_local_encoding_is_no_mojibake(
    tmp_path: Path, encoding: str, title: str, artist: str
) -> None:
    path = song(tmp_path / "music/x.mp3")

    def field(text: str) -> bytes:
        return text.encode(encoding)[:30].ljust(30, b"\0")

    tag = (
        b"TAG"
        + field(title)
        + field(artist)
        + field("")
        + b"1999"
        + bytes(28)
        + b"\0\x07"
        + b"\x11"
    )
    path.write_bytes(path.read_bytes() + tag)
    take_in(tmp_path / "music")
    track = Track.objects.get()
    assert (track.title, track.artist_line) == (title, artist)
    assert (track.position, track.genres.get().name, track.album.release_date) == (
        7,
        "Rock",
        "1999",
    )


def test_lyrics_with_times_come_from_the_file_beside_and_from_tags(tmp_path: Path) -> None:
    song(tmp_path / "music/one.mp3", title="One")
    (tmp_path / "music/one.lrc").write_text("[ti:One]\n[00:01.50]First\n[00:03.00][00:09]Again\n")
    two = song(tmp_path / "music/two.mp3", hertz=500, title="Two")
    tag = id3.ID3(two)
    tag.add(
        id3.SYLT(
            encoding=3, lang="eng", format=2, type=1, desc="", text=[("Hey", 700), ("Ho", 1400)]
        )
    )
    tag.save(two)
    song(tmp_path / "music/three.flac", hertz=600, title="Three", lyrics="[00:02.25]Timed in a tag")
    take_in(tmp_path / "music")
    found = {t.title: (t.synced_lyrics, t.lyrics) for t in Track.objects.all()}
    assert found["One"] == ([[1500, "First"], [3000, "Again"], [9000, "Again"]], "First\nAgain")
    assert found["Two"] == ([[700, "Hey"], [1400, "Ho"]], "Hey\nHo")
    assert found["Three"] == ([[2250, "Timed in a tag"]], "Timed in a tag")


def test_opus_gains_are_brought_to_replaygain(tmp_path: Path) -> None:
    song(tmp_path / "music/x.opus", title="X", R128_TRACK_GAIN="-512", R128_ALBUM_GAIN="256")
    take_in(tmp_path / "music")
    file = MediaFile.objects.get()
    assert (file.track_gain, file.album_gain) == (3.0, 6.0)


def test_playlists_are_kept_as_they_are(tmp_path: Path) -> None:
    song(tmp_path / "music/x.mp3")
    (tmp_path / "music/mine.m3u").write_bytes("x.mp3\n#Café".encode("latin-1"))
    take_in(tmp_path / "music")
    assert FoundPlaylist.objects.get().text == "x.mp3\n#Café"


def test_a_picture_beside_the_files_is_the_cover_and_artist_pictures_are_the_artists(
    tmp_path: Path,
) -> None:
    for number in (1, 2):
        song(tmp_path / f"music/Queen/Jazz/{number}.mp3", hertz=400 + number, cover=picture("blue"),
             artist="Queen", album="Jazz", title=str(number))  # fmt: skip
    (tmp_path / "music/Queen/Jazz/cover.jpg").write_bytes(picture("green"))
    (tmp_path / "music/Queen/artist.jpg").write_bytes(picture("white"))
    take_in(tmp_path / "music")
    album = Album.objects.get()
    assert album.cover is not None
    assert album.cover.bytes == len(picture("green"))
    artist = album.artists.get()
    assert artist.image is not None
    assert artist.image.pk != album.cover.pk


def test_sound_alone_decides_the_format(tmp_path: Path) -> None:
    (tmp_path / "music").mkdir()
    (tmp_path / "music/wrong.mp3").write_bytes(sound("flac"))
    take_in(tmp_path / "music")
    assert MediaFile.objects.get().container == "flac"
