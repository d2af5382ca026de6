"""The catalogue keeps the API's conventions: less or more of a thing, words, and what a client has already."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.audience import Audience
from catalog.models import Album
from catalog.tests.indexing import index_everything
from common import pagecache
from tests.cast import Cast, Things


@pytest.mark.parametrize("kind", ["artists", "albums", "tracks", "genres"])
def test_fields_keeps_what_is_named(things: Things, client: Client, kind: str) -> None:
    row = client.get(f"/api/v1/{kind}/?fields=id,url&limit=1").json()["results"][0]
    assert set(row) == {"id", "url"}
    assert set(client.get(f"/api/v1/{kind}/{row['id']}/?fields=id").json()) == {"id"}


@pytest.mark.parametrize(
    "query", ["fields=id,password", "fields=library__workspace", "include=library", "fields=\0"]
)
def test_what_there_is_not_to_tell_is_refused_by_name(
    things: Things, client: Client, query: str
) -> None:
    parameter = query.partition("=")[0]
    answer = client.get(f"/api/v1/albums/{things['public'].album.public_id}/?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/{parameter}"


def test_include_adds_the_first_page_of_what_belongs_to_it(things: Things, client: Client) -> None:
    thing = things["public"]
    album = client.get(f"/api/v1/albums/{thing.album.public_id}/?include=tracks").json()
    assert [track["id"] for track in album["tracks"]] == [thing.track.public_id]
    artist = client.get(f"/api/v1/artists/{thing.artist.public_id}/?include=albums").json()
    assert [one["id"] for one in artist["albums"]] == [thing.album.public_id]


def test_include_shows_nothing_that_its_list_would_not(cast: Cast, things: Things) -> None:
    """A private track of a public album, and private albums of an artist who has a public one."""
    album = things["public album with a private track"].album
    for person, count in (("anonymous", 0), ("other", 0), ("manager", 0), ("owner", 1)):
        told = cast.client(person).get(f"/api/v1/albums/{album.public_id}/?include=tracks").json()
        assert len(told["tracks"]) == count, person
    private, artist = things["private"].album, things["public"].artist
    private.credits.create(artist=artist, credited_as="x", role="main", position=1)
    for person, count in (("anonymous", 1), ("other", 1), ("owner", 2)):
        client = cast.client(person)
        told = client.get(f"/api/v1/artists/{artist.public_id}/?include=albums").json()
        assert len(told["albums"]) == count, person


def test_words_narrow_a_list_to_what_the_viewer_sees(cast: Cast, things: Things) -> None:
    index_everything()
    private, public = things["private"].album, things["public"].album
    for person, title, count in (
        ("anonymous", public.title, 1), ("anonymous", private.title, 0), ("owner", private.title, 1),
    ):  # fmt: skip
        found = cast.client(person).get("/api/v1/albums/", {"q": title, "ordering": "-added"})
        ids = [row["id"] for row in found.json()["results"]]
        wanted = private if title == private.title else public
        assert ids.count(wanted.public_id) == count, (person, title)


def test_a_client_that_has_the_list_is_told_so_without_reading_it(
    things: Things, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("/api/v1/albums/", "/api/v1/tracks/?ordering=-added&limit=2"):
        tag = client.get(address)["ETag"]
        with django_assert_num_queries(0):
            assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
        pagecache._renew()
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_tags_differ_between_those_who_see_different_things(cast: Cast, things: Things) -> None:
    tags = [
        cast.client(p).get("/api/v1/albums/")["ETag"] for p in ("anonymous", "manager", "owner")
    ]
    assert len(set(tags)) == 3


def test_who_may_no_longer_see_a_thing_is_not_told_that_it_is_unchanged(
    cast: Cast, things: Things
) -> None:
    address = f"/api/v1/albums/{things['public'].album.public_id}/"
    tag = cast.client("manager").get(address)["ETag"]
    Album.objects.filter(public_id=things["public"].album.public_id).update(
        reachable_to=Audience.WORKSPACE, listed_to=Audience.WORKSPACE
    )
    hidden = cast.client("manager").get(address, headers={"If-None-Match": tag})
    assert hidden.status_code == 404


def test_orders_that_change_without_the_catalogue_have_no_tag(
    things: Things, client: Client
) -> None:
    for query in ("ordering=-plays", "q=a"):
        assert "ETag" not in client.get(f"/api/v1/albums/?{query}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ordering", "library__workspace__name"), ("ordering", "title; DROP TABLE x"), ("ordering", "?"),
        ("ordering", "(CASE WHEN 1=1 THEN id END)"), ("ordering", "pk"), ("library__workspace", "1"),
        ("artist__name", "x"), ("id) OR 1=1 --", "x"), ("artist", "' OR ''='"), ("visibility", "private"),
    ],
)  # fmt: skip
def test_a_name_from_outside_never_becomes_sql(
    things: Things, client: Client, name: str, value: Any
) -> None:
    """CVE-2024-47062, CVE-2025-48949: orders and filters are a named list."""
    for kind in ("albums", "tracks", "artists", "genres", "playlists"):
        answer = client.get(f"/api/v1/{kind}/", {name: value})
        assert answer.status_code == 422, (kind, answer.content)
