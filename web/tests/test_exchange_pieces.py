"""Files of many rows, taken in pieces: few statements a row, each row whole or not at all, its history with it."""

import csv
import json
from io import BytesIO, StringIO
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DataError, connection
from django.test import Client

from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog.audience import Audience
from catalog.models import Album, Artist, ArtistAlias, Change, ChangedRow, Track
from catalog.services.bulk import rows_lock
from catalog.services.changes import Edits
from catalog.services.curation import Changes, row_curate
from catalog.sheet.changing import row_write
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory
from search.models import Pending
from web.exchange import artists, run, tracks
from web.exchange.kinds import Options, Report

pytestmark = pytest.mark.django_db
MANY = 200


def taken(rows: list[dict[str, Any]], kind: str, *, dry_run: bool = False) -> Report:
    text = StringIO()
    writer = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)))
    writer.writeheader()
    writer.writerows(rows)
    return run.exchange_run(
        file=BytesIO(text.getvalue().encode()),
        kind=kind,
        options=Options(
            by=None, edits=Edits(by=None, source=Change.Source.COMMAND, reason="a.csv")
        ),
        dry_run=dry_run,
        told=lambda _: None,
    )


def some_tracks(count: int) -> list[Track]:
    album = AlbumFactory()
    return [TrackFactory(album=album) for _ in range(count)]


@pytest.mark.parametrize("dry_run", [True, False], ids=["looked at", "taken"])
def test_a_changed_track_takes_at_most_four_statements(
    django_assert_max_num_queries: Any, dry_run: bool
) -> None:
    rows = [{"id": track.public_id, "bpm": "97"} for track in some_tracks(MANY)]
    with django_assert_max_num_queries(4 * MANY):
        assert taken(rows, "tracks", dry_run=dry_run).changed == MANY
    assert ChangedRow.objects.count() == (0 if dry_run else MANY)


def test_a_new_artist_takes_at_most_four_statements(django_assert_max_num_queries: Any) -> None:
    rows = [{"name": f"Newcomer {n}", "sort_name": f"{n}, Newcomer"} for n in range(MANY)]
    with django_assert_max_num_queries(4 * MANY):
        assert taken(rows, "artists").new == MANY
    assert Artist.objects.filter(sort_name__endswith="Newcomer").count() == MANY


def test_a_changed_album_or_artist_takes_at_most_five_statements(
    django_assert_max_num_queries: Any,
) -> None:
    library = LibraryFactory()
    albums = [
        {"id": AlbumFactory(library=library).public_id, "label": "Berg", "visibility": "members"}
        for _ in range(60)
    ]
    artists = [{"id": ArtistFactory().public_id, "biography": "Sings."} for _ in range(60)]
    with django_assert_max_num_queries(
        7 * 60
    ):  # two of an album tell whom it was for before and is now
        assert taken(albums, "albums").changed == 60
    with django_assert_max_num_queries(5 * 60):
        assert taken(artists, "artists").changed == 60


def test_what_follows_from_rows_is_done_for_all_of_them() -> None:
    rows = some_tracks(3)
    Pending.objects.all().delete()
    taken([{"id": track.public_id, "bpm": "97"} for track in rows], "tracks")
    assert sorted(Pending.objects.values_list("kind", "ref")) == [
        ("track", track.pk) for track in rows
    ]
    change = Change.objects.get()
    assert (change.total, change.seen, change.reason) == (3, 3, "a.csv")
    row = change.rows.get(ref=rows[0].pk)
    assert (row.before, row.after) == ({"bpm": None, "tags": ["bpm"]}, {"bpm": "97"})


def test_pieces_of_a_file_are_one_change_which_is_taken_back(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PIECE", 2)
    monkeypatch.setattr(run, "PAUSE", 0)
    rows = [{"id": track.public_id, "bpm": "97"} for track in some_tracks(5)]
    taken(rows, "tracks")
    change = Change.objects.get()
    assert (change.total, change.rows.count()) == (5, 5)
    client = Client()
    client.force_login(UserFactory(role=Role.ADMINISTRATOR))
    client.post(f"/admin/catalog/change/{change.pk}/change/", {"undo": "yes"})
    assert not Track.objects.exclude(bpm=None).exists()
    assert not Track.objects.exclude(curated={}).exists()


def test_a_row_that_is_refused_spoils_no_other_and_is_no_history() -> None:
    """Of the second, the tempo is written before the version is refused: both go back."""
    first, second, third = some_tracks(3)
    version = TrackFactory(album=first.album, version_of=second, version_kind="edit")
    report = taken(
        [
            {"id": first.public_id, "bpm": "97", "version_kind": "", "version_of": ""},
            {"id": second.public_id, "bpm": "98", "version_kind": "edit"}
            | {"version_of": first.public_id},
            {"id": third.public_id, "bpm": "99", "version_kind": "", "version_of": ""},
        ],
        "tracks",
    )
    assert (report.changed, report.wrong) == (2, 1)
    assert "has versions itself" in report.shown[1]["changes"][0][3]
    bpms = Track.objects.exclude(pk=version.pk).order_by("pk").values_list("bpm", flat=True)
    assert [bpm and int(bpm) for bpm in bpms] == [97, None, 99]
    assert set(ChangedRow.objects.values_list("ref", flat=True)) == {first.pk, third.pk}


def test_a_row_that_the_database_refuses_spoils_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def edit(*, artist: Artist, changes: dict[str, Any]) -> None:
        Artist.objects.filter(pk=artist.pk).update(**changes)
        if changes["sort_name"] == "wrong":
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            raise DataError

    monkeypatch.setattr(artists, "artist_edit", edit)
    rows = [
        {"name": name, "sort_name": sort} for name, sort in (("A", "a"), ("B", "wrong"), ("C", "c"))
    ]
    report = taken(rows, "artists")
    assert report.refused == 1
    assert "does not take these values" in report.shown[1]["words"]
    assert list(Artist.objects.order_by("name").values_list("name", flat=True)) == ["A", "C"]


def test_rows_of_one_track_are_taken_one_after_the_other() -> None:
    (track,) = some_tracks(1)
    rows = [
        {"id": track.public_id, "bpm": bpm, "key": key} for bpm, key in (("97", "Am"), ("98", "Am"))
    ]
    report = taken(rows, "tracks")
    assert (report.changed, report.cells) == (2, 3)
    track.refresh_from_db()
    assert (int(track.bpm or 0), track.key) == (98, "Am")
    assert set(track.curated) == {"bpm", "key"}
    told = ChangedRow.objects.filter(ref=track.pk).order_by("pk")
    assert [(row.before.get("bpm"), row.after["bpm"]) for row in told] == [
        (None, "97"),
        ("97", "98"),
    ]


def test_what_one_row_changes_of_an_album_its_next_row_sees() -> None:
    first, second, third = some_tracks(3)
    TrackFactory(album=first.album, version_of=second, version_kind="edit")
    wrong = {"version_kind": "edit", "version_of": first.public_id}
    report = taken(
        [
            {"id": second.public_id, "label": "Lost"} | wrong,
            {"id": first.public_id, "label": "Berg"},
            {"id": third.public_id, "label": "Berg", "release_date": "1999"},
            {"id": first.public_id, "label": "Berg", "release_date": "1999"},
        ],
        "tracks",
    )
    assert [len(row["changes"]) for row in report.shown] == [1, 1, 1]
    album = Album.objects.get(pk=first.album_id)
    assert (album.label, album.release_date) == ("Berg", "1999")
    assert album.curated["label"]["tags"] == "", "what was taken back is nobody's word"
    assert ChangedRow.objects.filter(kind="album").count() == 2


def test_albums_are_for_whom_their_rows_say() -> None:
    hidden, shown = AlbumFactory(), AlbumFactory(visibility="private")
    inside = [TrackFactory(album=album) for album in (hidden, shown)]
    taken(
        [
            {"id": hidden.public_id, "visibility": "private"},
            {"id": shown.public_id, "visibility": "public"},
        ],
        "albums",
    )
    seen = dict(Track.objects.values_list("pk", "listed_to"))
    assert [seen[track.pk] for track in inside] == [Audience.WORKSPACE, Audience.EVERYONE]
    hidden.refresh_from_db()
    assert hidden.reachable_to == Audience.WORKSPACE


def test_an_artist_whom_several_rows_name_is_made_once() -> None:
    report = taken(
        [{"name": "Sade", "biography": ""}, {"name": "sade", "biography": "Sings."}], "artists"
    )
    assert report.new == 1
    assert Artist.objects.get(name_key="sade").biography == "Sings."


def test_a_name_that_a_row_gives_to_somebody_makes_nobody_else() -> None:
    artist = ArtistFactory(name="Before")
    report = taken(
        [{"id": artist.public_id, "name": "After"}, {"id": "", "name": "After"}], "artists"
    )
    assert (report.refused, report.new) == (0, 0)
    assert list(Artist.objects.values_list("name", flat=True)) == ["After"]
    assert ArtistAlias.objects.get().name == "Before"


def test_the_command_tells_rows_as_they_are_taken(tmp_path: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"artists": [{"name": "A"}], "tracks": []}))
    call_command("import_catalog", str(path), stdout=(out := StringIO()))
    assert "1 changed in 1 cells, 1 new" in out.getvalue()


@pytest.mark.parametrize("when", ["before its lock", "while it is written"])
def test_what_somebody_saves_meanwhile_stays_beside_what_the_file_says(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    """A row is read after its lock: a save before that is seen, one after it waits and sees the file's."""
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    (track,) = some_tracks(1)

    def save() -> None:
        try:
            row_curate(
                kind="track",
                row=track,
                changes=Changes(fields={"title": "Theirs"}),
                edits=Edits(by=None, source=Change.Source.API),
            )
        finally:
            connection.close()

    other = Thread(target=save)

    def locked(model: Any, keys: Any) -> None:
        if when == "before its lock" and other.ident is None:
            other.start()
            other.join(30)
        rows_lock(model, keys)

    def written(**given: Any) -> None:
        if when == "while it is written":
            other.start()
            other.join(0.5)
            assert other.is_alive(), "it waits for the piece"
        row_write(**given)

    monkeypatch.setattr(tracks, "rows_lock", locked)
    monkeypatch.setattr(tracks, "row_write", written)
    assert taken([{"id": track.public_id, "bpm": "97"}], "tracks").changed == 1
    other.join(30)
    track.refresh_from_db()
    assert (track.title, int(track.bpm or 0)) == ("Theirs", 97)
    assert set(track.curated) == {"title", "bpm"}
