"""Whoever changes the catalogue, from wherever: the admin tells by field who did, when and why, and takes it back."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from catalog.models import Album, Change, ChangedRow, Track
from catalog.tests.admin_forms import shown_form
from catalog.tests.factories import ArtistFactory, GenreFactory, TrackFactory
from catalog.tests.test_admin import change as edited
from common.jobs.worker import drain
from common.text import text_key
from search.models import Pending
from streaming.removal import library_remove
from tests.cast import Cast, Things
from web.tests.test_metadata_page import fields_of, page_of, send

pytestmark = pytest.mark.django_db


def patch(client: Client, kind: str, row: Any, body: Any) -> Any:
    address = f"/api/v1/{kind}s/{row.public_id}/curation/"
    answer = client.patch(address, json.dumps(body), "application/json")
    assert answer.status_code == 200, answer.content
    return answer


def history(cast: Cast, kind: str, row: Any) -> str:
    address = reverse(f"admin:catalog_{kind}_history", args=[row.pk])
    return str(cast.client("administrator").get(address).content.decode())


def take_back(cast: Cast, change: Change) -> str:
    page = reverse("admin:catalog_change_change", args=[change.pk])
    answer = cast.client("administrator").post(page, {"undo": "yes"}, follow=True)
    return str(answer.content.decode())


def test_what_the_api_changes_is_told_and_taken_back(cast: Cast, things: Things) -> None:
    thing = things["public"]
    track, client = thing.track, cast.client("colleague")
    title, genre = track.title, GenreFactory(name="Dub")
    thing.album.genres.add(genre)
    guest = thing.artist
    credits = [{"artist": guest.public_id, "role": "main", "credited_as": "The Guest"}]
    patch(
        client, "track", track, {"title": "Ours", "genres": [genre.public_id], "credits": credits}
    )
    change = Change.objects.get()
    assert (change.by, change.source, change.total) == (cast.colleague, "api", 1)
    page = history(cast, "track", track)
    for told in (
        title,
        "Ours",
        "Dub",
        "The Guest (main)",
        "The API",
        cast.colleague.get_short_name(),
    ):
        assert told in page, told
    assert "Taken back." in take_back(cast, change)
    track = Track.objects.get(pk=track.pk)
    assert (track.title, track.curated, track.artist_line) == (title, {}, guest.name)
    assert [one.name for one in track.genres.all()] == [thing.genre.name]


def test_managers_read_what_managers_wrote_and_no_owner_s_drafts(
    cast: Cast, things: Things
) -> None:
    track, manager = things["public"].track, cast.client("manager")
    patch(cast.client("owner"), "track", track, {"title": "Working title"})
    patch(cast.client("owner"), "track", track, {"title": "Out now"})
    edited(manager, track, title="Out now!")
    page = manager.get(reverse("admin:catalog_track_history", args=[track.pk])).content.decode()
    assert "Out now!" in page
    assert "Working title" not in page
    assert "Working title" in history(cast, "track", track)


def test_history_goes_with_the_library(cast: Cast, things: Things) -> None:
    thing = things["public"]
    patch(cast.client("owner"), "track", thing.track, {"title": "Working title"})
    patch(cast.client("owner"), "album", thing.album, {"title": "Working title"})
    assert ChangedRow.objects.count() == 2
    library_remove(thing.album.library)
    assert not ChangedRow.objects.exists()


def test_what_changes_nothing_is_no_history(cast: Cast, things: Things) -> None:
    track = things["public"].track
    patch(cast.client("owner"), "track", track, {"title": track.title})
    assert not Change.objects.exists()


def test_what_is_refused_is_no_history(cast: Cast, things: Things) -> None:
    client, track = cast.client("owner"), things["public"].track
    body = json.dumps({"title": "New", "credits": []})
    answer = client.patch(f"/api/v1/tracks/{track.public_id}/curation/", body, "application/json")
    assert answer.status_code == 422
    assert not Change.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_save_of_the_grid_is_one_change_of_all_its_rows(cast: Cast, things: Things) -> None:
    thing = things["private"]
    second = TrackFactory(album=thing.album)
    items = [
        {"id": row.public_id, "cells": {"title": f"New {row.pk}", "label": "Berg", "clearance_contact": "secret@x.org"}}
        for row in (thing.track, second)
    ]  # fmt: skip
    answer = cast.client("owner").post(
        "/api/v1/metadata/", json.dumps({"items": items}), "application/json"
    )
    assert {one["status"] for one in answer.json()["results"]} == {200}
    changes = {change.kind: change for change in Change.objects.all()}
    assert {kind: one.total for kind, one in changes.items()} == {"track": 2, "album": 1}
    assert {one.source for one in changes.values()} == {"grid"}
    assert "Berg" in history(cast, "album", thing.album)
    page = history(cast, "track", second)
    assert f"New {second.pk}" in page
    assert "secret@x.org" not in page, "rights are the workspace's own affair"
    take_back(cast, changes["track"])
    assert not Track.objects.filter(title__startswith="New ").exists()


def test_a_row_that_the_grid_refuses_leaves_no_history(cast: Cast, things: Things) -> None:
    track = things["private"].track
    item = {"id": track.public_id, "cells": {"title": "New", "isrc": "nonsense"}}
    cast.client("owner").post(
        "/api/v1/metadata/", json.dumps({"items": [item]}), "application/json"
    )
    assert not Change.objects.exists()


def test_the_form_of_one_track_keeps_history_too(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    fields = fields_of(page_of(client, track))
    assert send(client, track, fields | {"title": "By the form"}).status_code == 303
    assert (Change.objects.get().source, Change.objects.get().by) == ("grid", cast.owner)


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.django_db(transaction=True)
def test_a_file_is_one_change_that_names_it(cast: Cast, things: Things, tmp_path: Path) -> None:
    client, artist = cast.client("administrator"), ArtistFactory(name="Before")
    path = written(tmp_path / "sleeve.csv", [{"id": artist.public_id, "name": "After"}])
    sent = SimpleUploadedFile("sleeve.csv", path.read_bytes())
    page = client.post("/admin/exchange/", {"file": sent, "kind": "artists"})["Location"]
    drain()
    assert not Change.objects.exists(), "a look changes nothing"
    client.post(page, {"take": "yes"})
    drain()
    artist.refresh_from_db()
    assert artist.name == "After"
    change = Change.objects.get()
    assert (change.kind, change.total, change.source) == ("artist", 1, "import")
    assert change.reason == "sleeve.csv"
    assert change.by == cast.administrator


def test_the_command_s_changes_are_an_operator_s(tmp_path: Path, things: Things) -> None:
    album = things["public"].album
    path = written(tmp_path / "a.csv", [{"id": album.public_id, "label": "Berg"}])
    call_command("import_catalog", str(path), "--kind", "albums", "--dry-run")
    assert not ChangedRow.objects.exists()
    call_command("import_catalog", str(path), "--kind", "albums")
    change = Change.objects.get()
    assert (change.by, change.source, change.total) == (None, "command", 1)
    assert Album.objects.get(pk=album.pk).label == "Berg"


def test_credits_and_what_is_given_back_in_the_admin_are_told(cast: Cast, things: Things) -> None:
    track, client = things["public"].track, cast.client("manager")
    patch(cast.client("owner"), "track", track, {"title": "By hand"})
    address = reverse("admin:catalog_track_changelist")
    client.post(address, {"action": "give_back", "_selected_action": [track.pk]})
    last = Change.objects.latest("pk")
    assert (last.by, last.source) == (cast.manager, "admin")
    assert last.rows.get().before["title"] == "By hand"


@pytest.mark.parametrize("verb", ["shelve", "restore"])
def test_taking_off_the_shelves_by_the_api_is_told(verb: str, cast: Cast, things: Things) -> None:
    album, client = things["public"].album, cast.client("owner")
    for one in ("shelve", "restore")[: 1 + (verb == "restore")]:
        client.post(f"/api/v1/albums/{album.public_id}/{one}/")
    last = Change.objects.latest("pk").rows.get()
    assert last.after == {"deleted": verb == "shelve"}


def test_a_genre_s_history_tells_who_and_why_and_is_taken_back(cast: Cast, things: Things) -> None:
    genre, manager = things["public"].genre, cast.client("manager")
    before = genre.name
    edited(manager, genre, name="Dub", why="As its label writes it")
    patch(manager, "genre", genre, {"kind": "mood"})
    by_admin, by_api = Change.objects.order_by("pk")
    assert (by_admin.by, by_admin.source, by_admin.kind) == (cast.manager, "admin", "genre")
    row = by_admin.rows.get()
    assert (row.before, row.after) == ({"name": before, "tags": []}, {"name": "Dub"})
    page = manager.get(reverse("admin:catalog_genre_history", args=[genre.pk])).content.decode()
    for told in (before, "Dub", "mood", "As its label writes it", "The API"):
        assert told in page, told
    for change in (by_api, by_admin):
        assert "Taken back." in take_back(cast, change)
    genre.refresh_from_db()
    assert (genre.name, genre.name_key, genre.kind) == (before, text_key(before), "genre")


def test_a_genre_s_name_that_another_has_by_now_is_not_taken_back(
    cast: Cast, things: Things
) -> None:
    genre = things["public"].genre
    before = genre.name
    edited(cast.client("manager"), genre, name="Dub")
    GenreFactory(name=before)
    take_back(cast, Change.objects.get())
    genre.refresh_from_db()
    assert genre.name == "Dub"
    left = ChangedRow.objects.get()
    assert (left.state, left.words) == (
        "left", "There is one of this name already; it may be one that was merged.",
    )  # fmt: skip


def test_what_is_refused_or_changes_nothing_of_a_genre_is_no_history(
    cast: Cast, things: Things
) -> None:
    genre, manager = things["public"].genre, cast.client("manager")
    patch(manager, "genre", genre, {"name": genre.name})
    address = f"/api/v1/genres/{genre.public_id}/curation/"
    taken = json.dumps({"name": things["private"].genre.name})
    assert manager.patch(address, taken, "application/json").status_code == 409
    outsider = cast.client("owner").patch(address, '{"name": "Dub"}', "application/json")
    assert outsider.status_code in {403, 404}
    assert not Change.objects.exists()


def test_a_save_of_a_genre_over_a_later_one_shows_both(cast: Cast, things: Things) -> None:
    genre, manager = things["public"].genre, cast.client("manager")
    address = reverse("admin:catalog_genre_change", args=[genre.pk])
    sent = shown_form(manager.get(address)) | {"name": "Mine"}
    patch(cast.client("administrator"), "genre", genre, {"name": "Theirs"})
    page = manager.post(address, sent).content.decode()
    assert "It now is: Theirs" in page
    genre.refresh_from_db()
    assert genre.name == "Theirs"


def test_all_that_has_a_genre_is_indexed_by_its_new_name(cast: Cast, things: Things) -> None:
    thing = things["public"]
    Pending.objects.all().delete()
    patch(cast.client("manager"), "genre", thing.genre, {"name": "Dub"})
    marked = set(Pending.objects.values_list("kind", "ref"))
    assert {("genre", thing.genre.pk), ("track", thing.track.pk)} <= marked
