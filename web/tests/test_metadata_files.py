"""Metadata to a spreadsheet and back: looked at first, then taken; nothing that runs, and nothing lost."""

import csv
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from openpyxl import Workbook, load_workbook
from pytest_django import DjangoAssertNumQueries

from catalog.models import Track
from catalog.services import album_edit, rights_edit, track_edit
from catalog.tests.factories import AlbumFactory, TrackFactory
from common.jobs.worker import drain
from streaming.metadata.services import metadata_import_take, metadata_sweep
from streaming.models import MediaFile, MetadataImport
from streaming.personal import metadata_erase
from tests.cast import LONG_AGO, Cast, Things

pytestmark = pytest.mark.django_db
ADDRESS = "/library/metadata/"


def at_label(cast: Cast) -> str:
    return f"?workspace={cast.label.public_id}"


@pytest.fixture
def tracks(cast: Cast, things: Things) -> list[Track]:
    album = AlbumFactory(library=things["private"].album.library, artist=things["private"].artist)
    made = [TrackFactory(album=album, artist=things["private"].artist) for _ in range(4)]
    for number, track in enumerate(made):
        path = f"Album/0{number} Song.wav"
        MediaFile.objects.create(
            library=track.library, track=track, path=path, path_hash=f"{number:064x}", folder_hash="0" * 64,
            size=1, mtime_ns=0, container="wav", codec="pcm",
        )  # fmt: skip
    return made


def bring(cast: Cast, data: bytes, name: str = "disco.csv", **more: str) -> Any:
    file = SimpleUploadedFile(name, data)
    return cast.client("colleague").post(ADDRESS + at_label(cast), {"file": file, **more})


def looked_at(cast: Cast, data: bytes, name: str = "disco.csv", **more: str) -> MetadataImport:
    answer = bring(cast, data, name, **more)
    assert answer.status_code == 303, answer.content.decode()
    drain("heavy")
    return MetadataImport.objects.order_by("-pk")[0]


def act(cast: Cast, row: MetadataImport, **fields: Any) -> Any:
    answer = cast.client("colleague").post(f"{ADDRESS}{row.public_id}/", fields)
    drain("heavy")
    row.refresh_from_db()
    return answer


def lines(*rows: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def test_what_is_taken_along_comes_back_without_a_change(cast: Cast, tracks: list[Track]) -> None:
    track_edit(
        track=tracks[0], changes={"comment": "=HYPERLINK(1)", "title": "-Minus", "lyrics": "A\nB"}
    )
    rights_edit(track=tracks[0], changes={"iswc": "T-034.524.680-1"})
    client = cast.client("colleague")
    for ending in ("csv", "xlsx"):
        answer: Any = client.get(f"{ADDRESS}export.{ending}{at_label(cast)}")
        data = b"".join(answer.streaming_content)
        assert answer["Content-Disposition"].endswith(f'filename="metadata.{ending}"')
        if ending == "xlsx":
            sheet = load_workbook(io.BytesIO(data)).worksheets[0]
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value]
            assert {cell.data_type for cell in cells} == {"s"}
            assert "'=HYPERLINK(1)" in {cell.value for cell in cells}
        else:
            assert "'=HYPERLINK(1)" in data.decode("utf-8-sig")
        row = looked_at(cast, data, f"a.{ending}", empty_clears="on")
        assert row.state == "checked", row.error
        assert row.report["found"] == row.report["rows"] > 4
        assert (row.report["changed"], row.report["wrong"]) == (0, 0), row.report["shown"]


def test_a_disco_export_is_looked_at_and_then_taken(cast: Cast, tracks: list[Track]) -> None:
    Track.objects.filter(pk=tracks[0].pk).update(isrc="GBAYE6900534")
    data = lines(
        ["Track Title", "Artist", "ISRC", "Filename", "Genre", "Mood", "Composers", "Master Owner", "Folder", "BPM"],
        ["By ISRC", "Ana; Bo", "GB-AYE-69-00534", "", "Dub, House", "Dark", "Anna Berg", "The label", "x", "120"],
        ["By file", "", "", "01 song.mp3", "", "", "", "", "", ""],
        ["By path", "", "", "Album\\02 Song.aif", "", "", "", "", "", "fast"],
        ["Nobody", "", "GBAYE6900999", "99 Song.wav", "", "", "", "", "", ""],
        ["Twice", "", "GBAYE6900534", "", "", "", "", "", "", ""],
    )  # fmt: skip
    row = looked_at(cast, data)
    assert (row.state, row.error) == ("checked", "")
    report = row.report
    assert [report[name] for name in ("rows", "found", "changed", "wrong", "unfound")] == [
        5,
        3,
        3,
        1,
        2,
    ]
    assert Track.objects.filter(title__startswith="By").count() == 0
    page = cast.client("owner").get(f"{ADDRESS}{row.public_id}/").content.decode()
    assert "<ins>By path</ins>" in page
    assert "Write a number" in page
    assert "same track as a row above" in page
    act(cast, row, take="1")
    assert row.state == "done"
    told = Track.objects.get(pk=tracks[0].pk)
    assert (told.title, told.artist_line, told.bpm) == ("By ISRC", "Ana & Bo", Decimal(120))
    assert sorted(told.genres.values_list("name", flat=True)) == ["Dark", "Dub", "House"]
    assert told.splits.get().party == "The label"
    # A wrong cell does not hold up the others of its row.
    assert Track.objects.get(pk=tracks[2].pk).title == "By path"
    assert Track.objects.get(pk=tracks[1].pk).title == "By file"
    # Taken again, nothing is left to change.
    assert looked_at(cast, data).report["cells"] == 0


def test_an_album_is_named_once_by_all_of_its_rows(cast: Cast, tracks: list[Track]) -> None:
    data = lines(
        ["Filename", "Album", "Release Date", "Record Label", "Type of album"],
        ["00 song.wav", "Quay", "2031-05-06 00:00:00", "", "EP"],
        ["01 song.wav", "Quay", "2031-05-06 00:00:00", "Berg", "EP"],
        ["02 song.wav", "Another", "", "", ""],
    )
    row = looked_at(cast, data)
    counts = ("found", "changed", "cells", "wrong")
    assert [row.report[name] for name in counts] == [3, 2, 4, 1], row.report["shown"]
    (wrong,) = row.report["shown"][2]["changes"]
    assert (wrong[0], wrong[2]) == ("album", "Another") and "Row 2" in wrong[3]
    act(cast, row, take="1")
    assert [row.report[name] for name in counts] == [3, 2, 4, 1], row.report["shown"]
    album = tracks[0].album
    album.refresh_from_db()
    told = (album.title, album.release_date, album.label, album.type)
    assert told == ("Quay", "2031-05-06", "Berg", "ep")
    assert {"title", "release_date", "label", "type"} <= album.curated.keys()


def test_an_album_that_somebody_changed_since_it_was_looked_at_stays(
    cast: Cast, tracks: list[Track]
) -> None:
    named, other = ["01 song.wav", "Quay", ""], ["02 song.wav", "", "90"]
    row = looked_at(cast, lines(["Filename", "Album", "BPM"], named, other))
    album_edit(album=tracks[0].album, changes={"title": "Mine"})
    act(cast, row, take="1")
    tracks[0].album.refresh_from_db()
    tracks[2].refresh_from_db()
    assert (tracks[0].album.title, row.report["late"], int(tracks[2].bpm or 0)) == ("Mine", 1, 90)


def test_sourceaudios_numbered_writers_become_splits(cast: Cast, tracks: list[Track]) -> None:
    data = lines(
        ["Filename", "Writer 1 First Name", "Writer 1 Last Name", "Writer 1 Society", "Writer 1 IPI",
         "Writer 1 Ownership Share", "Writer 2 First Name", "Writer 2 Last Name", "Writer 2 Ownership Share",
         "Publisher 1 Company", "Publisher 1 Collection Share Percentage 1", "Master Owners", "Master Shares"],
        ["00 Song.wav", "Anna", "Berg", "STIM", "14107338", "66.67", "Bo", "Ek", "33.33%", "Berg Musik",
         "100", "A; B", "40;60"],
        ["01 Song.wav", "Anna", "Berg", "STIM", "14107339", "100", "", "", "", "", "", "", ""],
    )  # fmt: skip
    row = looked_at(cast, data)
    act(cast, row, take="1")
    told = [(s.side, s.party, s.share, s.pro, s.ipi) for s in tracks[0].splits.all()]
    assert told == [
        ("master", "A", 4000, "", ""), ("master", "B", 6000, "", ""),
        ("publisher", "Berg Musik", 10000, "", ""),
        ("writer", "Anna Berg", 6667, "STIM", "00014107338"), ("writer", "Bo Ek", 3333, "", ""),
    ]  # fmt: skip
    assert row.report["wrong"] == 1
    assert not tracks[1].splits.exists()


def test_columns_are_named_once_and_remembered(cast: Cast, tracks: list[Track]) -> None:
    data = lines(["Dateiname", "Stimmung"], ["00 Song.wav", "Dark"])
    row = looked_at(cast, data)
    assert (row.mapping, row.report["found"]) == (["", ""], 0)
    assert act(cast, row, column=["file", "file"]).status_code == 422
    assert act(cast, row, column=["file", "moods"]).status_code == 303
    assert (row.report["found"], row.report["changed"]) == (1, 1)
    again = looked_at(cast, lines(["STIMMUNG", "Dateiname"], ["Calm", "01 Song.wav"]))
    assert (again.mapping, again.report["changed"]) == (["moods", "file"], 1)


def test_empty_cells_empty_only_where_that_was_asked(cast: Cast, tracks: list[Track]) -> None:
    track_edit(track=tracks[0], changes={"comment": "kept", "key": "Am"})
    data = lines(["Id", "Comment", "Key"], [tracks[0].public_id, "", "Bm"])
    row = looked_at(cast, data)
    assert [one[0] for one in row.report["shown"][0]["changes"]] == ["key"]
    act(cast, row, column=["id", "comment", "key"], empty_clears="1")
    act(cast, row, take="1")
    tracks[0].refresh_from_db()
    assert (tracks[0].comment, tracks[0].key) == ("", "Bm")


def test_what_somebody_changed_since_it_was_looked_at_stays(
    cast: Cast, tracks: list[Track]
) -> None:
    data = lines(["Id", "Title"], [tracks[0].public_id, "New"], [tracks[1].public_id, "New too"])
    row = looked_at(cast, data)
    track_edit(track=tracks[0], changes={"title": "Somebody's"})
    act(cast, row, take="1")
    assert (row.state, row.report["late"], row.report["changed"]) == ("done", 1, 1)
    titles = Track.objects.filter(pk__in=[track.pk for track in tracks[:2]]).order_by("pk")
    assert list(titles.values_list("title", flat=True)) == ["Somebody's", "New too"]


def test_a_worker_that_dies_in_the_middle_takes_the_rest_the_next_time(
    cast: Cast, tracks: list[Track], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = lines(["Id", "Title"], *([track.public_id, f"New {track.pk}"] for track in tracks))
    row = looked_at(cast, data)
    # The first two were taken by a job that ended there.
    for track in tracks[:2]:
        track_edit(track=track, changes={"title": f"New {track.pk}"})
    metadata_import_take(row=row, at=LONG_AGO)
    drain("heavy")
    row.refresh_from_db()
    assert (row.state, row.report["late"]) == ("done", 0)
    assert Track.objects.filter(title__startswith="New ").count() == 4


def bomb(size: int) -> bytes:
    """A workbook whose sheet is this many bytes of nothing."""
    book = Workbook()
    held = io.BytesIO()
    book.save(held)
    made = io.BytesIO()
    with zipfile.ZipFile(held) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        for name in parts.namelist():
            to.writestr(name, b" " * size if "sheet1" in name else parts.read(name))
    return made.getvalue()


def growing() -> bytes:
    """A workbook whose texts grow a billion times as they are read."""
    book = Workbook()
    book.worksheets[0].append(["Title"])
    held = io.BytesIO()
    book.save(held)
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    sheet = (
        f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        '<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row></sheetData></worksheet>'
    )
    made = io.BytesIO()
    with zipfile.ZipFile(held) as parts, zipfile.ZipFile(made, "w") as to:
        for name in parts.namelist():
            to.writestr(name, sheet if "sheet1" in name else parts.read(name))
    return made.getvalue()


HOSTILE: dict[str, Any] = {
    "a bomb": lambda: bomb(130_000_000),
    "texts that grow": growing,
    "half a ZIP": lambda: b"PK\x03\x04" + b"\x00" * 200,
    "a ZIP of something else": lambda: _zip({"a.txt": b"x"}),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(5000),
    "only headings": lambda: b"Title,Artist\n",
    "too many rows": lambda: b"Title\n" + b"x\n" * 20_002,
    "a cell that never ends": lambda: b'Title\n"' + b"x" * 200_000,
}


def _zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as to:
        for name, data in parts.items():
            to.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_spreadsheet_is_refused_in_words(
    cast: Cast, tracks: list[Track], what: str
) -> None:
    row = looked_at(cast, HOSTILE[what](), "a.xlsx")
    assert row.state == "failed"
    assert row.error
    page = cast.client("colleague").get(f"{ADDRESS}{row.public_id}/")
    assert row.error.split(":")[0] in page.content.decode().replace("&#x27;", "'")
    assert act(cast, MetadataImport.objects.get(pk=row.pk), take="1").status_code == 422


def test_formulas_are_read_as_their_last_result_and_numbers_as_people_see_them(
    cast: Cast, tracks: list[Track]
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Id", "Title", "BPM", "One-stop", "Position"])
    sheet.append([tracks[0].public_id, '=CMD|"/C calc"', 120.5, True, 3.0])
    held = io.BytesIO()
    book.save(held)
    row = looked_at(cast, held.getvalue(), "a.xlsx")
    act(cast, row, take="1")
    told = Track.objects.get(pk=tracks[0].pk)
    assert (told.title, told.bpm, told.rights.is_one_stop, told.position) == (
        tracks[0].title,
        Decimal("120.5"),
        True,
        3,
    )


def test_spreadsheets_are_their_workspaces_alone(cast: Cast, tracks: list[Track]) -> None:
    row = looked_at(cast, lines(["Id", "Title"], [tracks[0].public_id, "X"]))
    for name in ("other", "manager", "administrator", "viewer_member"):
        client = cast.client(name)
        address = f"{ADDRESS}{row.public_id}/"
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"take": "1"}).status_code == 404, name
        assert client.post(ADDRESS + at_label(cast), {}).status_code in {403, 404}, name
    # Of others' tracks nothing is found by id.
    elsewhere = lines(["Id", "Title"], [TrackFactory().public_id, "X"])
    assert looked_at(cast, elsewhere).report["found"] == 0


def test_one_at_a_time_and_nothing_stays_for_ever(cast: Cast, tracks: list[Track]) -> None:
    data = lines(["Id", "Title"], [tracks[0].public_id, "X"])
    assert bring(cast, data).status_code == 303
    second = bring(cast, data)
    assert second.status_code == 422
    drain("heavy")
    row = MetadataImport.objects.get()
    assert default_storage.exists(row.place)
    MetadataImport.objects.update(created_at=LONG_AGO)
    metadata_sweep(at=now())
    assert not MetadataImport.objects.exists()


def test_a_forgotten_spreadsheet_leaves_nothing(
    cast: Cast, tracks: list[Track], django_capture_on_commit_callbacks: Any
) -> None:
    row = looked_at(cast, lines(["Id", "Title"], [tracks[0].public_id, "X"]))
    place = row.place
    with django_capture_on_commit_callbacks(execute=True):
        answer = cast.client("owner").post(f"{ADDRESS}{row.public_id}/", {"forget": "1"})
    assert answer.status_code == 303
    assert not default_storage.exists(place)
    assert not MetadataImport.objects.exists()


def test_the_pages_ask_little(
    cast: Cast, tracks: list[Track], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = looked_at(cast, lines(["Id", "Title"], *([track.public_id, "X"] for track in tracks)))
    client: Client = cast.client("colleague")
    with django_assert_num_queries(3):  # user, memberships, the spreadsheet
        client.get(f"{ADDRESS}{row.public_id}/")
    with django_assert_num_queries(7):  # and workspaces, albums, spreadsheets, deleted ones
        client.get(ADDRESS + at_label(cast))


def test_who_goes_leaves_no_spreadsheet_behind(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    client = cast.client("other")
    file = SimpleUploadedFile("mine.csv", lines(["Id", "Title"], ["0" * 32, "X"]))
    assert client.post(ADDRESS, {"file": file}).status_code == 303
    row = MetadataImport.objects.get()
    assert default_storage.exists(row.place)
    with django_capture_on_commit_callbacks(execute=True):
        metadata_erase(cast.other)
    assert not default_storage.exists(row.place)
    assert not MetadataImport.objects.exists()
