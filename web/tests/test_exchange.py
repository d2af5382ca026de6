"""The catalogue as CSV, XLSX and JSON, and back: nothing is lost on the way, and only what is said is changed."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog.models import Artist, Credit
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from common.jobs.worker import drain
from common.spreadsheets import BEGINS_FORMULA, spreadsheet_cell, spreadsheet_text
from playlists.models import Playlist, PlaylistEntry
from playlists.tests.factories import a_playlist

pytestmark = pytest.mark.django_db
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
hostile = st.sampled_from(
    [
        "=1+1",
        "'=1",
        "''-2",
        "@x",
        "\t=x",
        " lead",
        "a\r\nb",
        "sep=;",
        '"',
        "' x",
        "\x07bell",
        "\ufeffx",
    ]
)


def _run(name: str, *arguments: str, code: int = 0) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    if code:
        with pytest.raises(CommandError) as refused:
            call_command(name, *arguments, stdout=out, stderr=err)
        assert refused.value.returncode == code, refused.value
        err.write(str(refused.value))
    else:
        call_command(name, *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def _written(path: Path, rows: list[dict[str, Any]]) -> str:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in rows for key in row)))
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


@pytest.fixture
def catalogue() -> dict[str, Any]:
    artist, other = ArtistFactory(name="Björk"), ArtistFactory(name="=cmd()")
    album = AlbumFactory(artist=artist, title="-Post-")
    track = TrackFactory(album=album, artist=artist, title="+Hyperballad", isrc="GBAAA9500001")
    Credit.objects.create(track=track, artist=other, role="remixer", position=5)
    listener = UserFactory(email="ana@example.org")
    playlist = a_playlist(listener, [track, TrackFactory(album=album, artist=artist)])
    return {
        "artist": artist,
        "album": album,
        "track": track,
        "playlist": playlist,
        "owner": listener,
    }


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_what_is_exported_and_taken_back_changes_nothing(
    catalogue: dict[str, Any], tmp_path: Path, ending: str
) -> None:
    path = str(tmp_path / f"all.{ending}")
    _run("export_catalog", path)
    said, _ = _run("import_catalog", path)
    assert said.splitlines()[-1].startswith(
        "11 rows: 0 changed in 0 cells, 0 new, 0 cells and 0 rows"
    )
    assert not Artist.objects.exclude(curated={}).exists()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.one_of(hostile, texts, st.builds(str.__add__, hostile, texts)), min_size=3, max_size=3
    ),
    st.sampled_from(["csv", "xlsx", "json"]),
)
@example(["\r2", "a\rb", "\x07=1+1"], "xlsx")
def test_any_text_comes_back_as_it_was(tmp_path: Path, told: list[str], ending: str) -> None:
    Artist.objects.all().delete()
    for number, text in enumerate(told):
        ArtistFactory(name=f"{text}{number}", sort_name=text, biography=text)
    path = tmp_path / f"artists.{ending}"
    _run("export_catalog", str(path), "--only", "artists")
    said, _ = _run("import_catalog", str(path), "--empty-clears", "--kind", "artists")
    assert f"{len(told)} rows: 0 changed" in said, said


@given(st.one_of(texts, hostile))
def test_no_spreadsheet_takes_a_cell_for_a_formula_and_reading_gives_back_what_it_was(
    text: str,
) -> None:
    assert not str(spreadsheet_cell(text)).startswith(BEGINS_FORMULA)
    assert spreadsheet_text(str(spreadsheet_cell(text))) == text


def test_files_hold_no_formula(catalogue: dict[str, Any], tmp_path: Path) -> None:
    for kind in ("artists", "albums", "tracks", "credits", "playlists"):
        _run("export_catalog", str(tmp_path / "one.csv"), "--only", kind)
        with (tmp_path / "one.csv").open(encoding="utf-8-sig") as file:
            assert not any(
                cell.startswith(BEGINS_FORMULA) for row in csv.reader(file) for cell in row
            )
    _run("export_catalog", str(tmp_path / "all.xlsx"))
    for sheet in load_workbook(tmp_path / "all.xlsx", read_only=True):
        for row in sheet.iter_rows():
            assert not any(cell.data_type == "f" for cell in row)
            assert not any(str(cell.value or "").startswith(BEGINS_FORMULA) for cell in row)


def test_no_character_that_a_workbook_can_not_hold_hides_a_formula(tmp_path: Path) -> None:
    ArtistFactory(name="\x07=cmd()", sort_name="\x07\x01@cmd")
    _run("export_catalog", str(tmp_path / "a.xlsx"), "--only", "artists")
    for row in load_workbook(tmp_path / "a.xlsx", read_only=True)["artists"].iter_rows():
        assert not any(cell.data_type == "f" for cell in row)
        assert not any(str(cell.value or "").startswith(BEGINS_FORMULA) for cell in row)


def test_a_dry_run_tells_what_would_change_and_changes_nothing(
    catalogue: dict[str, Any], tmp_path: Path
) -> None:
    artist = catalogue["artist"]
    path = _written(
        tmp_path / "a.csv",
        [{"id": artist.public_id, "name": "Björk Guðmundsdóttir"}, {"id": "", "name": "New"}],
    )
    said, _ = _run("import_catalog", path, "--kind", "artists", "--dry-run")
    assert "artists, row 2: Björk Guðmundsdóttir: name: 'Björk' → 'Björk Guðmundsdóttir'" in said
    assert "2 rows: 2 would change in 2 cells, 1 new" in said
    assert list(Artist.objects.order_by("pk").values_list("name", flat=True)) == ["Björk", "=cmd()"]
    said, _ = _run("import_catalog", path, "--kind", "artists")
    assert "2 rows: 2 changed in 2 cells, 1 new" in said
    artist.refresh_from_db()
    assert (artist.name, artist.curated["name"]) == (
        "Björk Guðmundsdóttir",
        {"by": "person", "tags": "Björk"},
    )
    assert Artist.objects.filter(name="New").exists()
    said, _ = _run("import_catalog", path, "--kind", "artists")
    assert "0 changed" in said, "taken once is taken"


def test_albums_and_tracks_take_a_persons_word(catalogue: dict[str, Any], tmp_path: Path) -> None:
    album, track = catalogue["album"], catalogue["track"]
    told = {
        "albums": [
            {"title": "-Post-", "artists": "Björk", "label": "One Little Indian", "type": "single"}
        ],
        "tracks": [
            {
                "isrc": "gb-aaa-95-00001",
                "bpm": "96.5",
                "genres": "art pop; electronic",
                "lyrics": "=1",
            }
        ],
    }
    path = tmp_path / "a.json"
    path.write_text(json.dumps(told))
    _run("import_catalog", str(path))
    album.refresh_from_db()
    track.refresh_from_db()
    assert (album.label, album.type, album.curated["label"]["by"]) == (
        "One Little Indian",
        "single",
        "person",
    )
    assert (str(track.bpm), track.lyrics) == ("96.50", "=1")
    assert set(track.genres.values_list("name", flat=True)) == {"art pop", "electronic"}


def test_rows_and_cells_that_are_wrong_are_told_by_their_number_and_others_taken(
    catalogue: dict[str, Any], tmp_path: Path
) -> None:
    album = catalogue["album"]
    path = _written(
        tmp_path / "a.csv",
        [
            {"id": album.public_id, "type": "polka", "label": "Taken"},
            {"id": "0" * 32, "type": "ep", "label": "x"},
            {"id": album.public_id, "type": "", "label": "y" * 191},
        ],
    )
    _, wrong = _run("import_catalog", path, "--kind", "albums", code=1)
    assert "row 2: " in wrong
    assert "type: 'polka': Write one of: album, ep, single" in wrong
    assert "row 3: 00000000000000000000000000000000: There is no such album here" in wrong
    assert "row 4: " in wrong
    assert "at most 190 characters" in wrong
    album.refresh_from_db()
    assert (album.label, album.type) == ("Taken", "album")


def test_empty_cells_empty_only_what_is_asked_for(
    catalogue: dict[str, Any], tmp_path: Path
) -> None:
    artist = catalogue["artist"]
    Artist.objects.filter(pk=artist.pk).update(biography="Born in Reykjavík.")
    path = _written(tmp_path / "a.csv", [{"id": artist.public_id, "biography": ""}])
    _run("import_catalog", path, "--kind", "artists")
    artist.refresh_from_db()
    assert artist.biography
    _run("import_catalog", path, "--kind", "artists", "--empty-clears")
    artist.refresh_from_db()
    assert not artist.biography


def test_credits_that_stand_together_are_the_things_credits(
    catalogue: dict[str, Any], tmp_path: Path
) -> None:
    track, artist = catalogue["track"], catalogue["artist"]
    one = {"of": "track", "id": track.public_id}
    rows = [
        one | {"artist_id": artist.public_id, "artist": "", "role": "main", "join_phrase": " & "},
        one | {"artist_id": "", "artist": "Tricky", "role": "main", "join_phrase": ""},
    ]
    _run("import_catalog", _written(tmp_path / "c.csv", rows), "--kind", "credits")
    track.refresh_from_db()
    assert track.artist_line == "Björk & Tricky"
    assert track.curated["credits"]["by"] == "person"
    rows[1]["role"] = "main"
    rows[0] |= {"role": "sorcerer"}
    _, wrong = _run(
        "import_catalog", _written(tmp_path / "c.csv", rows), "--kind", "credits", code=1
    )
    assert "row 2: " in wrong
    assert "Write one of: main" in wrong
    track.refresh_from_db()
    assert track.artist_line == "Björk & Tricky"


def test_playlists_are_brought_in_step_and_made(catalogue: dict[str, Any], tmp_path: Path) -> None:
    playlist, track, owner = catalogue["playlist"], catalogue["track"], catalogue["owner"]
    hidden = TrackFactory(album=AlbumFactory(visibility="private"))
    rows = [
        {"id": playlist.public_id, "owner": "", "title": "Renamed", "track": track.public_id},
        {"id": playlist.public_id, "owner": "", "title": "Renamed", "track": track.public_id},
        {"id": "", "owner": "Ana@example.org", "title": "New", "track": track.public_id},
        {"id": "", "owner": "Ana@example.org", "title": "New", "track": hidden.public_id},
        {"id": "", "owner": "nobody@example.org", "title": "Nobody's", "track": ""},
    ]
    _, wrong = _run(
        "import_catalog", _written(tmp_path / "p.csv", rows), "--kind", "playlists", code=1
    )
    playlist.refresh_from_db()
    entries = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    assert playlist.title == "Renamed"
    assert [entry.track_id for entry in entries] == [track.pk, track.pk]
    assert playlist.entry_count == 2
    made = Playlist.objects.get(title="New")
    assert (made.owner, made.visibility, made.entry_count) == (owner, "private", 1)
    assert "1 tracks are not here, or not for its owner" in wrong
    assert "row 6: Nobody's: Write the e-mail address of somebody here" in wrong


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"colour,size\n1,2\n", "Say what these rows are"),
        ("a.csv", b"", "Say what these rows are"),
        ("a.json", b"{", "no JSON that can be read"),
        ("a.json", b'{"songs": []}', "is none of"),
        ("a.json", b'{"tracks": [1]}', "Row 1 is no object"),
        ("a.xlsx", b"PK\x03\x04nothing", "no spreadsheet"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert sentence in _run("import_catalog", str(tmp_path / name), code=2)[1]


def test_a_csv_holds_one_kind(tmp_path: Path) -> None:
    assert "one kind" in _run("export_catalog", str(tmp_path / "a.csv"), code=2)[1]
    assert "must end in" in _run("export_catalog", str(tmp_path / "a.ods"), code=2)[1]
    assert not list(tmp_path.iterdir())


def test_the_number_of_queries_does_not_grow_with_rows_that_change_nothing(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    album = AlbumFactory()
    for _ in range(90):
        TrackFactory(album=album)
    _run("export_catalog", str(tmp_path / "t.csv"), "--only", "tracks")
    with django_assert_max_num_queries(40):
        _run("import_catalog", str(tmp_path / "t.csv"))


@pytest.fixture
def manager() -> Client:
    client = Client()
    client.force_login(UserFactory(role=Role.CONTENT_MANAGER))
    return client


def _brought(client: Client, name: str, content: bytes, **more: str) -> str:
    answer = client.post("/admin/exchange/", {"file": SimpleUploadedFile(name, content), **more})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_a_manager_sees_what_a_file_would_change_before_it_is_taken(
    catalogue: dict[str, Any], manager: Client
) -> None:
    artist = catalogue["artist"]
    place = _brought(manager, "a.csv", f"id,name\n{artist.public_id},Björk G.\n,\n".encode())
    assert 'http-equiv="refresh"' in manager.get(place).content.decode()
    drain("heavy")
    said = manager.get(place).content.decode()
    assert "Would change" in said
    assert "<td>Björk</td><td>Björk G.</td>" in said
    artist.refresh_from_db()
    assert artist.name == "Björk"
    assert manager.post(place, {"take": "1"}).status_code == 303
    drain("heavy")
    artist.refresh_from_db()
    assert (artist.name, artist.curated["name"]["by"]) == ("Björk G.", "person")
    said = manager.get(place).content.decode()
    assert "Take it" not in said
    manager.post(place, {"take": "1"})
    assert "can be taken once" in manager.get(place).content.decode()
    assert "a.csv" in manager.get("/admin/exchange/").content.decode()
    assert manager.post(place, {"forget": "1"})["Location"] == "/admin/exchange/"
    assert manager.get(place).status_code == 404


def test_a_manager_takes_along_and_brings_only_what_they_manage(
    catalogue: dict[str, Any], manager: Client
) -> None:
    for kind in ("artists", "albums", "tracks", "credits"):
        for ending in ("csv", "json", "xlsx"):
            answer = manager.get(f"/admin/exchange/export/{kind}.{ending}")
            assert answer.status_code == 200
            body = b"".join(answer) if answer.streaming else answer.content
            assert len(body) > 50
            assert answer["Content-Disposition"] == f'attachment; filename="{kind}.{ending}"'
    told: Any = manager.get("/admin/exchange/export/playlists.json")
    assert json.loads(b"".join(told)) == {"playlists": []}, "a private list is its owner's"
    assert manager.get("/admin/exchange/export/users.csv").status_code == 404
    place = _brought(manager, "p.csv", b"owner,title\nana@example.org,New\n", kind="playlists")
    drain("heavy")
    assert "You may not change playlists." in manager.get(place).content.decode()
    assert not Playlist.objects.filter(title="New").exists()


def test_the_files_of_the_admin_are_not_for_others(
    catalogue: dict[str, Any], manager: Client
) -> None:
    place = _brought(manager, "a.csv", b"id,name\n,New\n", kind="artists")
    other = Client()
    other.force_login(UserFactory())
    for client in (Client(), other):
        for address in ("/admin/exchange/", "/admin/exchange/export/tracks.csv", place):
            assert client.get(address).status_code == 302
    assert manager.get(f"/admin/exchange/{'0' * 32}/").status_code == 404
    assert manager.get("/admin/exchange/x/").status_code == 404


def test_a_file_that_can_not_be_read_says_so(manager: Client) -> None:
    place = _brought(manager, "a.csv", b"colour\nred\n")
    drain("heavy")
    assert "Say what these rows are" in manager.get(place).content.decode()
    empty = manager.post("/admin/exchange/", {"file": SimpleUploadedFile("a.csv", b"")})
    assert empty.status_code == 422


def test_lists_of_the_catalogue_lead_to_their_files(
    catalogue: dict[str, Any], manager: Client
) -> None:
    for model in ("artist", "album", "track"):
        assert 'href="/admin/exchange/"' in manager.get(f"/admin/catalog/{model}/").content.decode()
    assert 'href="/admin/exchange/"' not in manager.get("/admin/catalog/genre/").content.decode()
