"""The page of metadata without a script: a list, and a form for each track that loses nothing of what was written."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Track
from catalog.services import instruments_set, items_visibility_set, rights_edit, version_set
from catalog.tests.factories import AlbumFactory, TrackFactory
from tests.cast import Cast, Things

pytestmark = pytest.mark.django_db
ADDRESS = "/library/edit/"


def fields_of(page: str) -> dict[str, str]:
    """What a browser would send of the form as it came."""
    found = re.findall(r'<input[^>]*?name="(\w+)"[^>]*?value="([^"]*)"', page)
    texts = re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>', page)
    lists = re.findall(r'<select name="(\w+)"(.*?)</select>', page, re.DOTALL)
    chosen = {name: re.findall(r'value="(\w+)" selected', options) for name, options in lists}
    return (
        {name: unescape(value) for name, value in found if name not in {"release", "q"}}
        | {name: unescape(value).replace("\n", "\r\n") for name, value in texts}
        | {name: values[0] if values else "" for name, values in chosen.items()}
    )


def page_of(client: Client, track: Track) -> str:
    return client.get(ADDRESS, {"tracks": track.public_id}).content.decode()


def send(client: Client, track: Track, fields: dict[str, Any]) -> Any:
    return client.post(f"{ADDRESS}?tracks={track.public_id}", fields)


def test_an_album_is_a_list_of_forms(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    album = AlbumFactory(library=things["private"].album.library)
    tracks = [TrackFactory(album=album) for _ in range(9)]
    client = cast.client("colleague")
    with django_assert_num_queries(8):  # user, memberships; tracks, four of theirs, files
        page = client.get(ADDRESS, {"album": album.public_id}).content.decode()
    assert f'data-metadata="album={album.public_id}"' in page
    assert all(f"?tracks={track.public_id}" in page for track in tracks)


def test_a_form_is_saved_and_shows_what_tags_said(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    rights_edit(track=track, changes={"clearance_notes": "One.\nTwo."})
    fields = fields_of(page_of(client, track))
    answer = send(
        client, track, {**fields, "title": "Ours", "vocals": "choir", "writers": "Anna Berg"}
    )
    assert answer.status_code == 303, answer.content.decode()
    page = client.get(answer["Location"]).content.decode()
    assert "Saved." in page
    assert f"<q>{track.title}</q>" in page
    fields = fields_of(page)
    assert (fields["title"], fields["writers"]) == ("Ours", "Anna Berg 100%")
    assert fields["clearance_notes"] == "One.\r\nTwo."
    track.refresh_from_db()
    assert track.vocals == "choir"
    # Sent as it came, nothing changes; the box gives the field back.
    before = track.updated_at
    send(client, track, {**fields, "vocals": "choir", "release": ["title"]})
    track.refresh_from_db()
    assert track.title != "Ours"
    assert track.updated_at > before
    assert track.vocals == "choir"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(cast: Cast, things: Things) -> None:
    track, client = things["private"].track, cast.client("owner")
    fields = fields_of(page_of(client, track))
    answer = send(client, track, {**fields, "isrc": "GB-1", "comment": "kept <here>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="error-isrc"' in page
    assert "kept &lt;here&gt;" in page
    again = send(client, track, {**fields_of(page), "isrc": ""})
    assert again.status_code == 303
    track.refresh_from_db()
    assert track.comment == "kept <here>"


def test_who_saves_later_sees_both_texts_and_loses_none(cast: Cast, things: Things) -> None:
    track, mine, theirs = things["private"].track, cast.client("owner"), cast.client("colleague")
    fields = fields_of(page_of(mine, track))
    send(theirs, track, {**fields, "title": "Theirs", "comment": "Told"})
    answer = send(mine, track, {**fields, "title": "Mine", "isrc": "GBAYE6900534"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<q>Theirs</q>" in page
    fields = fields_of(page)
    assert (fields["title"], fields["isrc"], fields["comment"]) == ("Mine", "GBAYE6900534", "Told")
    assert send(mine, track, fields).status_code == 303
    track.refresh_from_db()
    assert (track.title, track.isrc, track.comment) == ("Mine", "GBAYE6900534", "Told")


def test_nobody_else_finds_the_page(cast: Cast, things: Things) -> None:
    track = things["public"].track
    for name in ("other", "manager", "administrator", "viewer_member"):
        client = cast.client(name)
        asked = [client.get(ADDRESS, {"tracks": one}) for one in (track.public_id, "0" * 32)]
        assert [answer.status_code for answer in asked] == [404, 404], name
        assert send(client, track, {"title": "X"}).status_code == 404
    assert cast.client("owner").get(ADDRESS, {"tracks": "x"}).status_code == 404


def test_a_tracks_page_has_its_versions_as_far_as_one_reaches_them(
    cast: Cast, things: Things
) -> None:
    track = things["public"].track
    short, hidden = (TrackFactory(album=track.album, title=title) for title in ("Short", "Hidden"))
    for row in (short, hidden):
        version_set(track=row, of=track, kind="60s")
    items_visibility_set(rows=[hidden], visibility="private")
    instruments_set(track=track, names=["Oboe"])
    for name, sees in (("anonymous", False), ("other", False), ("owner", True)):
        page = cast.client(name).get(track.get_absolute_url()).content.decode()
        assert "Short" in page
        assert "Oboe" in page
        assert ("Hidden" in page) is sees, name
