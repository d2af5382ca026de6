"""Curation in the admin: a person's value beside the tag's, given back, and who may do so."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Album, Artist, ArtistAlias, Track
from catalog.tests.admin_forms import shown_form
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from tests.cast import Cast, Things


def change(client: Client, row: Any, **values: Any) -> Any:
    """Open a row's form, change values in it and send it."""
    meta = row._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
    page = client.get(address)
    assert page.status_code == 200
    data = shown_form(page) | values
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    row.refresh_from_db()
    return client.get(address)


def test_a_correction_stands_above_the_tags_until_it_is_given_back(
    cast: Cast, things: Things
) -> None:
    client, track = cast.client("manager"), things["public"].track
    tagged = track.title
    page = change(client, track, title="The Right Title")
    assert (track.title, track.title_key) == ("The Right Title", "the right title")
    assert track.curated == {"title": {"by": "person", "tags": tagged}}
    assert f"The tags say: {tagged}" in page.content.decode()
    # A rescan brings another tag: kept beside, not taken.
    track.take_tag("title", "Retagged")
    track.save()
    assert "The tags say: Retagged" in client.get(page.request["PATH_INFO"]).content.decode()
    change(client, track, give_back_fields=["title"])
    assert (track.title, track.sort_key, track.curated) == ("Retagged", "retagged", {})


def test_whom_an_album_is_for_follows_at_once(cast: Cast, things: Things, client: Client) -> None:
    thing = things["public"]
    assert client.get(f"/api/v1/tracks/{thing.track.public_id}/").status_code == 200
    change(cast.client("manager"), thing.album, visibility="private")
    assert client.get(f"/api/v1/tracks/{thing.track.public_id}/").status_code == 404
    assert client.get(f"/api/v1/albums/{thing.album.public_id}/").status_code == 404
    assert "visibility" not in thing.album.curated, "no tag says whom music is for"


def test_a_renamed_artist_is_found_by_imports_and_named_so_everywhere(
    cast: Cast, things: Things
) -> None:
    thing = things["public"]
    old = thing.artist.name
    change(cast.client("manager"), thing.artist, name="Björk")
    assert (thing.artist.name_key, thing.artist.sort_key) == ("bjork", "bjork")
    assert ArtistAlias.objects.get().name == old
    assert Album.objects.get(pk=thing.album.pk).artist_line == "Björk"
    assert Track.objects.get(pk=thing.track.pk).artist_line == "Björk"


def test_a_name_that_is_taken_is_refused_in_words(cast: Cast, things: Things) -> None:
    other = ArtistFactory(name="Taken")
    artist = things["public"].artist
    name = artist.name
    page = change(cast.client("manager"), artist, name=other.name)
    assert "There is another artist of this name" in page.content.decode()
    assert Artist.objects.get(pk=artist.pk).name == name


def test_the_action_gives_everything_back(cast: Cast, things: Things) -> None:
    client, track = cast.client("manager"), things["public"].track
    tagged = track.title
    change(client, track, title="Mine", bpm="120.5")
    client.post(
        reverse("admin:catalog_track_changelist"),
        {"action": "give_back", "_selected_action": [track.pk]},
    )
    track.refresh_from_db()
    assert (track.title, track.bpm, track.curated) == (tagged, None, {})


# What each person finds in the admin: True where the list opens.
ADMIN = {
    "catalog_track": {"manager": True, "administrator": True, "other": False},
    "catalog_album": {"manager": True, "administrator": True, "owner": False},
    "catalog_artist": {"manager": True, "administrator": True, "owner": False},
    "catalog_genre": {"manager": True, "administrator": True, "owner": False},
    "catalog_library": {"manager": True, "administrator": True, "owner": False},
    "streaming_scan": {"manager": True, "administrator": True, "owner": False},
    "streaming_scanrefusal": {"manager": True, "administrator": True, "owner": False},
    "streaming_mediafile": {"manager": True, "administrator": True, "owner": False},
    "accounts_user": {"manager": False, "administrator": True, "owner": False},
    "accounts_workspace": {"manager": False, "administrator": True, "owner": False},
    "auth_group": {"manager": False, "administrator": True, "owner": False},
}


@pytest.mark.parametrize("name", ADMIN)
def test_managers_curate_without_people_and_settings(name: str, cast: Cast, things: Things) -> None:
    for person, opens in ADMIN[name].items():
        client = cast.client(person)
        address = reverse(f"admin:{name}_changelist")
        assert (client.get(address).status_code == 200) == opens, person
        if opens:
            assert client.get(address, {"q": "é Track 1"}).status_code == 200


def test_managers_find_what_is_the_site_s_or_members_and_not_what_others_keep_to_themselves(
    cast: Cast, things: Things
) -> None:
    page = reverse("admin:catalog_track_change", args=[things["private"].track.pk])
    assert cast.client("manager").get(page).status_code == 302
    assert cast.client("administrator").get(page).status_code == 200


@pytest.mark.parametrize("kind", ["track", "album", "artist"])
def test_lists_of_the_admin_ask_as_much_for_many_rows_as_for_few(
    kind: str, cast: Cast, django_assert_max_num_queries: Any, things: Things
) -> None:
    client = cast.client("administrator")
    address = reverse(f"admin:catalog_{kind}_changelist")
    client.get(address)
    for _ in range(30):
        album = AlbumFactory(library=things["public"].album.library, artist=ArtistFactory())
        TrackFactory(album=album)
    with django_assert_max_num_queries(14):
        client.get(address)


def test_catalogue_rows_are_neither_made_nor_deleted_in_the_admin(
    cast: Cast, things: Things
) -> None:
    client, track = cast.client("administrator"), things["public"].track
    assert client.get(reverse("admin:catalog_track_add")).status_code == 403
    assert client.post(reverse("admin:catalog_track_delete", args=[track.pk])).status_code == 403


@pytest.mark.parametrize(
    ("kind", "field"), [("track", "title"), ("album", "title"), ("artist", "name")]
)
def test_a_save_over_a_later_save_shows_both_and_overwrites_nothing(
    kind: str, field: str, cast: Cast, things: Things
) -> None:
    row = getattr(things["public"], kind)
    mine, theirs = cast.client("manager"), cast.client("administrator")
    address = reverse(f"admin:catalog_{kind}_change", args=[row.pk])
    opened = shown_form(mine.get(address))
    change(theirs, row, **{field: "Theirs"})
    page = mine.post(address, opened | {field: "Mine"})
    body = page.content.decode()
    assert page.status_code == 200
    assert "Somebody has saved this since you opened it" in body
    assert "It now is: Theirs" in body
    row.refresh_from_db()
    assert getattr(row, field) == "Theirs"
    # Once more is a decision, over what the page shows now.
    again = shown_form(page)
    assert again[field] == ["Mine"]
    assert mine.post(address, again).status_code == 302
    row.refresh_from_db()
    assert getattr(row, field) == "Mine"
