"""Parts of pages are kept by what they show: never older than the catalogue, and never what decides who sees what."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from catalog.models import Album, Track
from catalog.services import album_edit, track_edit
from catalog.tests.factories import TrackFactory
from common import pagecache
from tests.cast import Cast, Things
from web.tests.conftest import Shelf

MADE_ANEW = "?made=anew"


@pytest.mark.parametrize("person", ["owner", "other"])
def test_a_page_made_anew_for_a_member_asks_which_and_not_how(
    person: str,
    cast: Cast,
    things: Things,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """The user, what they may read; then the album, its tracks and the others, or the shelves.

    To whom it was given it is said by whom: one more.
    """
    thing = things["private" if person == "owner" else "shared by the owner"]
    assert thing.album is not None
    client = cast.client(person)
    of_album = 5 if person == "owner" else 6
    for address, queries in ((thing.album.get_absolute_url(), of_album), ("/", 2 + 4)):
        for _ in range(40 if address == "/" else 2):  # the shelf of others differs each time
            client.get(address + MADE_ANEW)
        with django_assert_max_num_queries(queries):
            assert client.get(address + MADE_ANEW).status_code == 200


@pytest.mark.parametrize("first", ["owner", "anonymous"])
def test_who_may_see_more_of_an_album_leaves_nothing_of_it_to_others(
    first: str, cast: Cast, things: Things
) -> None:
    hidden = things["private track of a public album"].track
    Track.objects.filter(pk=hidden.pk).update(title="Kept to ourselves")
    open_one = TrackFactory(album=hidden.album, title="For all")
    address = hidden.album.get_absolute_url() + MADE_ANEW
    people = ["owner", "anonymous", "other", "owner", "anonymous"]
    for person in people if first == "owner" else people[1:]:
        body = cast.client(person).get(address).content.decode()
        assert open_one.title in body
        assert (hidden.title in body or "Kept to ourselves" in body) == (person == "owner"), person
        assert ("data-like" in body) == (person != "anonymous"), person


def test_a_card_is_gone_from_the_home_page_with_the_right_to_see_it(
    cast: Cast, things: Things
) -> None:
    album = things["private"].album
    assert album is not None
    Album.objects.filter(pk=album.pk).update(title="Only ours", play_count=9)
    owner, other = cast.client("owner"), cast.client("other")
    for _ in range(2):
        assert ">Only ours</a>" in owner.get("/" + MADE_ANEW).content.decode()
        assert ">Only ours</a>" not in other.get("/" + MADE_ANEW).content.decode()
    cast.label.memberships.filter(user=cast.owner).delete()
    assert ">Only ours</a>" not in owner.get("/" + MADE_ANEW).content.decode()


def test_what_a_service_changes_is_changed_in_every_part(
    shelf: Shelf,
    visitor: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    pages = ("/", "/albums/", shelf.artist.get_absolute_url(), shelf.genre.get_absolute_url())
    for address in pages:
        assert ">Low Sun</a>" in visitor.get(address + MADE_ANEW).content.decode()
    assert visitor.get(shelf.album.get_absolute_url() + MADE_ANEW).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        album_edit(album=shelf.album, changes={"title": "High Sun"})
        track_edit(track=shelf.tracks[0], changes={"title": "Dawn"})
    for address in pages:
        assert ">High Sun</a>" in visitor.get(address + MADE_ANEW).content.decode(), address
    shelf.album.refresh_from_db()
    assert "Dawn" in visitor.get(shelf.album.get_absolute_url() + MADE_ANEW).content.decode()


def test_without_a_cache_no_part_is_kept(
    shelf: Shelf, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagecache, "generation", lambda: "")
    assert ">Low Sun</a>" in visitor.get("/albums/" + MADE_ANEW).content.decode()
    Album.objects.filter(pk=shelf.album.pk).update(title="High Sun")
    assert ">High Sun</a>" in visitor.get("/albums/" + MADE_ANEW).content.decode()


def test_a_process_keeps_no_more_than_its_bytes() -> None:
    memory: Any = pagecache.Memory(100)
    for n in range(20):
        memory.put(str(n), "x", size=10, until=1e12)
    assert [n for n in range(20) if memory.get(str(n))] == list(range(10, 20))
    memory.put("old", "x", size=1, until=0)
    assert memory.get("old") is None
