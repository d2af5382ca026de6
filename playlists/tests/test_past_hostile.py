"""Files of a past that mean harm, or are none: refused in a sentence, with nothing taken and nothing run."""

import json
import sqlite3
import stat
import struct
import tracemalloc
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from accounts.tests.factories import UserFactory
from common.errors import Invalid
from playlists.models import Like, Playlist
from playlists.past import collected, database, files
from playlists.past.database import foreign
from playlists.past.files import Part, records
from playlists.past.listenbrainz import read as listenbrainz_read
from playlists.past.take import past_take
from playlists.tests.past_samples import Tracks, listen, listenbrainz, navidrome, stream, zipped
from streaming.models import Play

NOW = datetime(2026, 5, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db: None) -> User:
    return UserFactory(email="ana@example.org")


def refused(user: User, path: Path) -> str:
    with pytest.raises(Invalid) as error:
        past_take(user=user, path=path, at=NOW)
    assert not any(model.objects.exists() for model in (Play, Like, Playlist))
    return str(error.value)


HISTORY = "Streaming_History_Audio_2024_0.json"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"   ", b"{", b"[", b"nothing",
        b"\x00" * 100, b"\xff\xfe{\x00", b"PK\x03\x04 no zip", b"SQLite format 3\x00",
        b"SQLite format 3\x00" + b"\xff" * 5000, b'{"playlists": 1}', b'["track_metadata"', b'{"payload": {"listens": ',
        b'[{"track_metadata": ' + b"[" * 200_000, b'{"payload": ' + b'{"a":' * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_past_is_refused(body: bytes, ana: User, tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(body)
    assert refused(ana, path)


@pytest.mark.parametrize(
    "record",
    [
        1, None, "x", [], {}, {"ts": 5}, {"ts": "2024-03-01T12:03:41Z", "ms_played": "long"},
        {"ts": "9999-99-99", "ms_played": 1e400, "master_metadata_track_name": "x"},
        {"ts": [1], "ms_played": -5, "master_metadata_track_name": {"a": 1}},
        {"ts": "2024-03-01T12:03:41Z", "ms_played": 1e18, "master_metadata_track_name": "\ud800\0x"},
        {"track_metadata": 5, "listened_at": 1}, {"track_metadata": {"track_name": ["x"], "additional_info": 7}},
        {"score": 1, "recording_msid": ["x"]},
        {"ts": "2024-03-01T12:03:41Z", "ms_played": float("nan"), "master_metadata_track_name": "x"},
    ],
)  # fmt: skip
def test_odd_records_are_passed_over_among_good_ones(
    record: Any, ana: User, tmp_path: Path
) -> None:
    good = stream("\ud800 Title\0", "Nobody", "2024-03-01T12:03:41Z", 100_000)
    path = zipped(tmp_path / "s.zip", {HISTORY: json.dumps([record, good, record])})
    report = past_take(user=ana, path=path, at=NOW)
    assert [row.title for row in report.missing][-1:] == ["Title"]
    path = listenbrainz(
        tmp_path / "l.zip", [record, listen("Good", "Nobody", 1_704_100_000)], [record]
    )
    titles = [row.title for row in past_take(user=ana, path=path, at=NOW).missing]
    assert "Good" in titles


def test_a_bomb_is_put_out(ana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "FREE_OF_RATIO", 1_000_000)
    path = zipped(tmp_path / "bomb.zip", {HISTORY: b" " * 20_000_000})
    assert path.stat().st_size < 50_000
    assert "too much" in refused(ana, path)
    monkeypatch.setattr(files, "MOST_PARTS", 3)
    many = zipped(tmp_path / "many.zip", {f"endsong_{n}.json": "[]" for n in range(9)})
    assert "more than 3 files" in refused(ana, many)


def test_all_parts_together_are_bounded(
    ana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        files.Budget, "__init__", lambda self, left=1000: setattr(self, "left", min(left, 1000))
    )
    body = json.dumps([stream("a", "b", "2024-03-01T12:03:41Z", 1)])
    assert "too much" in refused(
        ana, zipped(tmp_path / "x.zip", {f"endsong_{n}.json": body for n in range(3)})
    )


def test_links_and_encrypted_parts_in_a_zip_open_nothing(ana: User, tmp_path: Path) -> None:
    path = tmp_path / "links.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo(HISTORY)
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr(
            "../../YourLibrary.json", json.dumps({"tracks": [{"track": "T", "artist": "A"}]})
        )
    report = past_take(user=ana, path=path, at=NOW)
    assert [row.title for row in report.missing] == ["T"]
    assert list(tmp_path.iterdir()) == [path]
    locked = zipped(tmp_path / "locked.zip", {HISTORY: "[]"})
    data = bytearray(locked.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + flags
        data[at : at + 2] = struct.pack("<H", 1)
    locked.write_bytes(data)
    assert "damaged" in refused(ana, locked)


def test_a_damaged_zip_is_refused(ana: User, tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "x.zip",
        {HISTORY: json.dumps([stream("a", "b", "2024-03-01T12:03:41Z", 1)] * 500)},
    )
    data = bytearray(path.read_bytes())
    data[120:140] = b"\xff" * 20
    path.write_bytes(data)
    assert refused(ana, path)


def test_more_than_one_persons_past_is_refused(
    ana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collected, "MOST_LISTENS", 5)
    listens = [listen("x", "y", 1_704_100_000 + n) for n in range(6)]
    assert "more than one" in refused(ana, listenbrainz(tmp_path / "l.zip", listens))


@pytest.mark.parametrize("limit", ["MOST_TEXT", "MOST_FACTS", "MOST_OPINIONS"])
def test_what_is_remembered_of_a_file_is_bounded(
    limit: str, ana: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listens = [listen(f"Title {n}", "y", 1_704_100_000 + n) for n in range(6)]
    likes = [{"score": 1, "track_metadata": {"track_name": "x"}, "created": n} for n in range(6)]
    path = listenbrainz(tmp_path / "l.zip", listens, likes)
    past_take(user=ana, path=path, at=NOW)
    monkeypatch.setattr(collected, limit, 5)
    assert "more than one" in refused(ana, path)


def test_recordings_are_remembered_by_what_can_be_an_id(tmp_path: Path) -> None:
    listens = [
        listen(f"Title {n}", "y", 1_704_100_000 + n, msid=f"{n}{'m' * 400_000}") for n in range(40)
    ]
    path = listenbrainz(tmp_path / "l.zip", listens)
    tracemalloc.start()
    try:
        assert len(list(listenbrainz_read(path))) == len(listens)
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()


def test_records_are_the_same_wherever_the_pieces_are_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        {"a": 'Ünï — \\ " ] [ } {', "n": [1, 2.5e3, -7]},
        {"b": "音" * 40},
        12345,
        "x",
        None,
        True,
    ]
    shapes = [
        json.dumps(rows),
        json.dumps(rows, indent=3, ensure_ascii=False),
        "\n".join(map(json.dumps, rows)) + "\n",
    ]
    path = tmp_path / "rows.json"
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr(files, "PIECE", size)
        for shape in shapes:
            path.write_text(shape, encoding="utf-8")
            (part,) = files.parts_of(path)
            assert list(records(part)) == rows


def test_a_record_without_an_end_is_not_gathered(tmp_path: Path) -> None:
    path = tmp_path / "endless.json"
    path.write_text('[{"a": "' + "x" * 3_000_000)
    part: Part = files.parts_of(path)[0]
    with pytest.raises(Invalid):
        list(records(part))


# --- Databases that are programs ---------------------------------------------------------------------

TRACKS: Tracks = {"a": {"title": "T", "artist": "A", "album": "B"}}


@pytest.mark.parametrize("table", ["annotation", "media_file", "user", "playlist"])
def test_a_view_in_place_of_a_table_is_not_read(table: str, ana: User, tmp_path: Path) -> None:
    path = navidrome(tmp_path / "n.db", TRACKS, scrobbles=[("a", 1_700_000_000)])
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA legacy_alter_table = ON")
        made.execute(f"ALTER TABLE {table} RENAME TO real_{table}")
        made.execute(f"CREATE VIEW {table} AS SELECT * FROM real_{table}")  # noqa: S608
        made.commit()
    if table == "playlist":
        assert past_take(user=ana, path=path, at=NOW).tallies["playlists"].told == 0
    else:
        assert "no database of Navidrome" in refused(ana, path)


def test_columns_that_are_computed_are_not_computed(ana: User, tmp_path: Path) -> None:
    path = navidrome(tmp_path / "n.db", TRACKS, scrobbles=[("a", 1_700_000_000)])
    with closing(sqlite3.connect(path)) as made:
        made.execute("ALTER TABLE media_file DROP COLUMN mbz_recording_id")
        made.execute(
            "ALTER TABLE media_file ADD COLUMN mbz_recording_id TEXT AS (hex(zeroblob(900000000)))"
        )
        made.commit()
    assert past_take(user=ana, path=path, at=NOW).tallies["plays"].told == 1


def test_only_plain_columns_may_be_read_and_nothing_called(tmp_path: Path) -> None:
    path = navidrome(tmp_path / "n.db", TRACKS)
    before = path.read_bytes()
    with foreign(path) as opened:
        assert "media_file_fts" not in opened.columns
        for forbidden in (
            "SELECT load_extension('x')", "SELECT hex(title) FROM media_file", "ATTACH '/tmp/x.db' AS x",
            "DELETE FROM media_file", "SELECT sql FROM sqlite_schema", "PRAGMA writable_schema = 1",
            "SELECT * FROM media_file_fts", "CREATE TEMP TABLE x (a)",
        ):  # fmt: skip
            with pytest.raises(sqlite3.DatabaseError):
                list(opened.rows(forbidden))
        assert list(opened.rows("SELECT title FROM media_file")) == [("T",)]
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_that_takes_for_ever_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = navidrome(tmp_path / "n.db", {f"t{n}": {"title": "x"} for n in range(2000)})
    with pytest.raises(Invalid, match="too long"), foreign(path, seconds=0.2) as opened:
        list(
            opened.rows(
                "SELECT 1 FROM media_file a, media_file b, media_file c WHERE a.duration + b.duration + c.duration < 0"
            )
        )
    monkeypatch.setattr(database, "MOST_BYTES", 10)
    with pytest.raises(Invalid, match="too large"), foreign(path):
        pass


def test_values_of_the_wrong_kind_are_passed_over(ana: User, tmp_path: Path) -> None:
    annotations: list[dict[str, Any]] = [
        {
            "item_id": "a",
            "item_type": "media_file",
            "play_count": "many",
            "play_date": b"\xff",
            "rating": 99,
            "starred": "x",
        },
        {
            "item_id": "b",
            "item_type": "media_file",
            "play_count": 1e300,
            "play_date": "0000-00-00",
            "rating": -1,
        },
    ]
    tracks: Tracks = {"a": {"title": b"\xff\xfe", "artist": 5, "album": b"\x00", "duration": "long",
                             "tags": "{" * 5000},
              "b": {"title": "B", "tags": '{"isrc": 5}'}}  # fmt: skip
    path = navidrome(
        tmp_path / "n.db", tracks, annotations=annotations, scrobbles=[("a", "soon"), ("b", 10**15)]
    )
    report = past_take(user=ana, path=path, at=NOW)
    assert {name: tally.new for name, tally in report.tallies.items()} == dict.fromkeys(
        report.tallies, 0
    )


def test_any_damage_is_told_in_a_sentence(ana: User, tmp_path: Path) -> None:
    whole = navidrome(
        tmp_path / "n.db", {f"t{n}": {"title": f"x{n}"} for n in range(300)},
        scrobbles=[(f"t{n}", 1_700_000_000 + n) for n in range(300)], playlists={"P": ["t1"]},
    ).read_bytes()  # fmt: skip
    path = tmp_path / "damaged.db"
    for at in range(100, len(whole), 1499):
        data = bytearray(whole)
        data[at : at + 64] = b"\xa5" * len(data[at : at + 64])
        path.write_bytes(data)
        try:
            past_take(user=ana, path=path, at=NOW)
        except Invalid:
            continue
