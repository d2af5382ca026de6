"""What tags and names mean: several artists, compilations, discs, classical works, no tags at all, hostile ones."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.models import Album, Artist, Track
from catalog.services import artist_merge
from streaming.importing import artists
from streaming.importing.facts import date_of, facts_of, gains_of, number_of
from streaming.importing.id3 import read_v2
from streaming.importing.names import guess
from streaming.importing.rawtags import RawTags
from streaming.importing.reader import Item, Job, Reader
from streaming.tests.music import song, sound
from streaming.tests.test_import_formats import take_in

MBID = "0ecfca27-8bf0-4c0d-a1ca-6b1e4ed16d8"


def credited(
    *display: str, listed: list[str] | None = None, ids: int = 0
) -> list[tuple[str, str, str]]:
    found = artists.names(list(display), listed or [], [f"{MBID}{n}" for n in range(ids)], [])
    return [(credit.name, credit.role, credit.join) for credit in found]


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Queen", [("Queen", "main", "")]),
        ("Simon & Garfunkel", [("Simon & Garfunkel", "main", "")]),
        ("Earth, Wind & Fire", [("Earth, Wind & Fire", "main", "")]),
        ("AC/DC", [("AC/DC", "main", "")]),
        ("A feat. B", [("A", "main", " feat. "), ("B", "featured", "")]),
        ("A ft. B & C", [("A", "main", " ft. "), ("B", "featured", " & "), ("C", "featured", "")]),
        ("A (featuring B)", [("A", "main", " featuring "), ("B", "featured", "")]),
        ("A; B", [("A", "main", "; "), ("B", "main", "")]),
        ("A / B", [("A", "main", " / "), ("B", "main", "")]),
        ("The Rubber Compass/Lumen Tide", [("The Rubber Compass", "main", ", "), ("Lumen Tide", "main", "")]),
        ("Defeat.", [("Defeat.", "main", "")]),
        ("Ft. Lauderdale Band", [("Ft. Lauderdale Band", "main", "")]),
    ],
)  # fmt: skip
def test_a_field_of_artists_is_cut_where_it_should_be(
    display: str, expected: list[tuple[str, str, str]]
) -> None:
    assert credited(display) == expected


def test_musicbrainz_artists_give_the_names_and_the_display_what_joins_them() -> None:
    assert credited(
        "Jay-Z & Kanye West feat. Frank Ocean", listed=["Jay-Z", "Kanye West", "Frank Ocean"]
    ) == [
        ("Jay-Z", "main", " & "),
        ("Kanye West", "main", " feat. "),
        ("Frank Ocean", "featured", ""),
    ]
    assert credited("Somebody else", listed=["A", "B"]) == [("A", "main", ", "), ("B", "main", "")]
    assert credited("A", "B") == [("A", "main", ", "), ("B", "main", "")]
    assert credited("Simon & Garfunkel, X", ids=3) == [
        ("Simon", "main", " & "), ("Garfunkel", "main", ", "), ("X", "main", "")]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Queen/Jazz/03 - Mustapha", ("Mustapha", 3, 0, "Queen", "Jazz", "")),
        ("Queen/1978 - Jazz/03. Mustapha", ("Mustapha", 3, 0, "Queen", "Jazz", "1978")),
        (
            "Queen/Jazz (1978)/03_Mustapha_Mustapha",
            ("Mustapha Mustapha", 3, 0, "Queen", "Jazz", "1978"),
        ),
        ("Queen/Jazz/CD2/2-03 Mustapha", ("Mustapha", 3, 2, "Queen", "Jazz", "")),
        ("Queen - Jazz/Mustapha", ("Mustapha", 0, 0, "Queen", "Jazz", "")),
        ("Queen - Mustapha", ("Mustapha", 0, 0, "Queen", "", "")),
        ("Nena/Nena/99 Luftballons", ("99 Luftballons", 0, 0, "Nena", "Nena", "")),
        ("X/Y/Disc 2 - Live/1 - Z", ("Z", 1, 2, "X", "Y", "")),
    ],
)
def test_names_tell_what_tags_do_not(path: str, expected: tuple[object, ...]) -> None:
    *folders, stem = path.split("/")
    found = guess(tuple(folders), stem)
    assert (
        found.title,
        found.position,
        found.disc,
        found.artist,
        found.album,
        found.year,
    ) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1971", "1971"), ("1971-05", "1971-05"), ("1971-05-21T10:00", "1971-05-21"), ("19710521", "1971-05-21"),
     ("1971-13-01", "1971"), ("0000", ""), ("soon", ""), ("1971.5", "1971")],
)  # fmt: skip
def test_dates_are_as_precise_as_they_can_be_true(text: str, expected: str) -> None:
    assert date_of(text) == expected


def test_numbers_and_gains() -> None:
    assert [number_of(t) for t in ("3/12", "03", "A2", "x", "99999999999", "3 of 9")] == [
        (3, 12), (3, 0), (2, 0), (0, 0), (0, 0), (3, 9)]  # fmt: skip
    tags = RawTags()
    tags.add("replaygain_track_gain", "-6,5 dB")
    tags.add("REPLAYGAIN_ALBUM_GAIN", "nan")
    assert gains_of(tags)["track_gain"] == -6.5
    assert gains_of(tags)["album_gain"] is None


@pytest.mark.django_db
def test_a_compilation_is_one_album_however_it_is_tagged(tmp_path: Path) -> None:
    for number, artist in enumerate(("A", "B", "C"), 1):
        song(tmp_path / f"music/flag/{number}.mp3", hertz=300 + number, artist=artist, album="Flag",
             compilation="1")  # fmt: skip
        song(
            tmp_path / f"music/folder/{number}.mp3",
            hertz=400 + number,
            artist=artist,
            album="Folder",
        )
        song(tmp_path / f"music/artist/{number}.mp3", hertz=500 + number, artist=artist, album="Named",
             albumartist="VA")  # fmt: skip
    take_in(tmp_path / "music")
    found = {a.title: (a.artist_line, a.track_count, a.type) for a in Album.objects.all()}
    assert set(found) == {"Flag", "Folder", "Named"}
    assert {line for line, _, _ in found.values()} <= {"Various Artists", "VA"}
    assert {count for _, count, _ in found.values()} == {3}
    assert {kind for _, _, kind in found.values()} == {"compilation"}
    assert Artist.objects.filter(is_various=True).count() == 1


@pytest.mark.django_db
def test_an_album_with_guests_is_its_artists(tmp_path: Path) -> None:
    for number, artist in enumerate(("A", "A feat. B", "A; C"), 1):
        song(tmp_path / f"music/x/{number}.mp3", hertz=300 + number, artist=artist, album="One")
    take_in(tmp_path / "music")
    assert [(a.title, a.artist_line) for a in Album.objects.all()] == [("One", "A")]


@pytest.mark.django_db
def test_two_albums_of_one_title_and_artist_are_told_apart_by_their_year(tmp_path: Path) -> None:
    for number, year in enumerate(("1994", "2001"), 1):
        song(
            tmp_path / f"music/{year}/1.mp3",
            hertz=300 + number,
            artist="Weezer",
            album="Weezer",
            date=year,
        )
    take_in(tmp_path / "music")
    assert sorted(a.release_date for a in Album.objects.all()) == ["1994", "2001"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "folders", [("CD1", "CD2"), ("Disc 1", "Disc 2"), ("disk_1 - First", "disk_2 - Second")]
)
def test_disc_folders_are_one_album(tmp_path: Path, folders: tuple[str, str]) -> None:
    for disc in (1, 2):
        for number in (1, 2):
            song(tmp_path / f"music/Band/Box/{folders[disc - 1]}/0{number} - T{number}.mp3",
                 hertz=300 + 10 * disc + number)  # fmt: skip
    take_in(tmp_path / "music")
    album = Album.objects.get()
    assert (album.title, album.artist_line, album.track_count) == ("Box", "Band", 4)
    assert [(t.disc_number, t.position, t.title) for t in album.tracks.order_by("disc_number", "position")] == [
        (1, 1, "T1"), (1, 2, "T2"), (2, 1, "T1"), (2, 2, "T2")]  # fmt: skip
    assert [disc.number for disc in album.discs.all()] == [1, 2]


@pytest.mark.django_db
def test_classical_music_keeps_composer_work_and_movement(tmp_path: Path) -> None:
    for number, movement in enumerate(("Allegro", "Adagio"), 1):
        song(tmp_path / f"music/x/{number}.flac", hertz=300 + number, title=f"Symphony: {movement}",
             artist="Orchestra", composer="Ludwig van Beethoven", conductor="Somebody", work="Symphony No. 5",
             movementname=movement, movement=str(number), performer="Jane Doe (violin)")  # fmt: skip
    take_in(tmp_path / "music")
    tracks = list(Track.objects.order_by("position", "pk"))
    assert {track.work.title for track in tracks if track.work} == {"Symphony No. 5"}
    assert len({track.work_id for track in tracks}) == 1
    roles = {(c.role, c.name, c.detail) for c in tracks[0].credits.all()}
    assert {("composer", "Ludwig van Beethoven", ""), ("conductor", "Somebody", ""),
            ("performer", "Jane Doe", "violin")} <= roles  # fmt: skip


@pytest.mark.django_db
def test_a_merged_artists_name_leads_to_the_one_that_stayed(tmp_path: Path) -> None:
    song(tmp_path / "music/1.mp3", hertz=301, title="One", artist="Beatles")
    song(tmp_path / "music/2.mp3", hertz=302, title="Two", artist="The Beatles")
    take_in(tmp_path / "music")
    wrong, right = Artist.objects.get(name="Beatles"), Artist.objects.get(name="The Beatles")
    artist_merge(source=wrong, into=right)
    song(tmp_path / "music/3.mp3", hertz=303, title="Three", artist="Beatles")
    take_in(tmp_path / "music", "--full")
    assert {t.artist_line for t in Track.objects.all()} == {"The Beatles"}
    assert set(Track.objects.values_list("artists", flat=True)) == {right.pk}


@pytest.mark.django_db
def test_artists_of_one_name_with_ids_are_two(tmp_path: Path) -> None:
    for n in (1, 2):
        song(tmp_path / f"music/{n}.mp3", hertz=300 + n, title=str(n), artist="Nirvana",
             musicbrainz_artistid=f"{MBID}{n}")  # fmt: skip
    take_in(tmp_path / "music")
    assert Artist.objects.filter(name="Nirvana").count() == 2


@pytest.mark.django_db
def test_hostile_tags_are_cut_and_cleaned(tmp_path: Path) -> None:
    song(
        tmp_path / "music/x.flac",
        title="a\u202eb\x07c" + "x" * 10_000_000,
        artist="\x00\x01",
        album="<script>" * 200,
        genre=[f"g{n}" for n in range(5000)],
        date="99999999",
        tracknumber="9" * 400,
        comment="\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") * 100_000,
        isrc="'; DROP TABLE",
        bpm="inf",
    )
    assert take_in(tmp_path / "music") == 0
    track = Track.objects.get()
    assert track.title.startswith("a b c")
    assert len(track.title) <= 500
    assert (track.position, track.isrc, track.bpm) == (0, "", None)
    assert len(track.album.title) <= 500
    assert track.genres.count() <= 20


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600))
def test_any_bytes_in_an_id3_tag_are_survived(body: bytes) -> None:
    for version in (2, 3, 4):
        tags = RawTags()
        read_v2(b"ID3" + bytes([version, 0, 0]) + len(body).to_bytes(4) + body, tags)
        facts_of(tags, guess((), "x"), duration_ms=1)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kind=st.sampled_from(["mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff", "wv"]),
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=40),
    cut=st.floats(0, 1),
)
def test_any_damage_to_a_file_is_survived(
    tmp_path: Path, kind: str, places: list[tuple[float, int]], cut: float
) -> None:
    data = bytearray(sound(kind))
    for place, value in places:
        data[int(place * 200 if value % 2 else place * (len(data) - 1))] = value
    path = tmp_path / "x.mp3"
    path.write_bytes(bytes(data[: int(len(data) * cut)]) if cut > 0.3 else bytes(data))
    (read,) = Reader().run(Job(str(tmp_path), [Item("x.mp3")])).files
    assert read.refused or read.facts
    assert "broken (" not in read.refused or "Error" in read.refused
