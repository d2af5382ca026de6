"""Lists of the admin: as many questions for many rows as for few, and none that reads a whole table to count it."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from tests.cast import Cast, Things

MOST = 20
NAMES = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry
)
OURS = {
    f"{model._meta.app_label}_{model._meta.model_name}"
    for model in admin.site._registry
    if model._meta.app_label not in {"auth", "account", "socialaccount", "mfa", "usersessions"}
}


def asked(client: Any, address: str, **sent: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address, sent).status_code == 200
    return [one["sql"] for one in queries.captured_queries]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_asks_at_most_twenty_questions(name: str, cast: Cast, things: Things) -> None:
    client, address = cast.client("administrator"), reverse(f"admin:{name}_changelist")
    library = things["public"].album.library
    for _ in range(10):
        album = AlbumFactory(library=library, artist=ArtistFactory())
        TrackFactory(album=album)
    asked(client, address)
    queries = asked(client, address)
    assert len(queries) <= MOST, queries
    if name in OURS:
        counts = [sql for sql in queries if "COUNT(" in sql and "LIMIT" not in sql]
        assert counts == [], "a count without a bound reads the whole table"


@pytest.mark.parametrize("kind", ["track", "album", "artist"])
def test_a_search_asks_the_index_and_no_more_for_many_rows(
    kind: str, cast: Cast, things: Things
) -> None:
    client, address = cast.client("manager"), reverse(f"admin:catalog_{kind}_changelist")
    asked(client, address, q="track")
    queries = asked(client, address, q="track")
    assert len(queries) <= MOST
    assert not [sql for sql in queries if re.search(r"LIKE '%", sql)]


def test_the_box_finds_by_words_in_any_order_by_number_and_what_is_deleted_by_its_start(
    cast: Cast, things: Things
) -> None:
    client, address = cast.client("administrator"), reverse("admin:catalog_track_changelist")
    track = things["public"].track

    def found(text: str) -> list[Any]:
        return list(client.get(address, {"q": text}).context["cl"].result_list)

    assert found(track.public_id) == [track]
    track.isrc = "GBAYE0000042"
    track.save(update_fields=["isrc"])
    assert found("gb-aye-00-00042") == [track]
    gone = things["deleted"].track
    assert gone in found(gone.title)


@pytest.mark.parametrize("state", ["deleted", "merged", "missing"])
def test_what_is_apart_is_listed_apart(state: str, cast: Cast, things: Things) -> None:
    client, address = cast.client("administrator"), reverse("admin:catalog_track_changelist")
    kind = {"missing": "with its file missing"}.get(state, state)
    page = client.get(address, {"state": state})
    assert list(page.context["cl"].result_list) == [things[kind].track]
    assert f"{state.capitalize() if state != 'missing' else 'File missing'} (1)" in (
        page.content.decode()
    )
