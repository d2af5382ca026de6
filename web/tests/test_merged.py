"""Who names what was merged by the id that it had gets what took its place, in addresses and in filters."""

from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.viewer import NOBODY
from catalog.merged import stand_for, standing
from catalog.models import Artist, Genre
from catalog.services import artist_merge, genre_merge, merge_undo
from catalog.tests.factories import ArtistFactory, GenreFactory, LibraryFactory
from tests.cast import Cast, Things
from web.tests.conftest import fill

pytestmark = pytest.mark.django_db
MERGED: dict[str, tuple[Any, Any]] = {
    "genre": (GenreFactory, genre_merge),
    "artist": (ArtistFactory, artist_merge),
}


@pytest.fixture
def shelf(db: None) -> Any:
    return fill(LibraryFactory(), "Whole")


def results(client: Client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return [one["id"] for one in answer.json()["results"]]


@pytest.mark.parametrize("kind", ["genre", "artist"])
@pytest.mark.parametrize("what", ["albums", "tracks", "radio"])
def test_the_api_takes_the_id_that_it_had_over_two_merges(
    client: Client, shelf: Any, kind: str, what: str
) -> None:
    stays = getattr(shelf, kind)
    factory, merge = MERGED[kind]
    first, second = factory(name="Wrong"), factory(name="Still wrong")
    merge(source=first, into=second)
    journal = merge(source=second, into=stays)
    address = f"/api/v1/{what}/?limit=100&{kind}="
    right = results(client, address + stays.public_id)
    assert right
    for gone in (first, second):
        assert set(results(client, address + gone.public_id)) == set(right)
    merge_undo(journal=journal, at=now())
    assert client.get(address + second.public_id).status_code in {404, 422}, "nothing is of it now"


@pytest.mark.parametrize("kind", ["genre", "artist"])
def test_what_may_not_be_seen_is_not_led_to(cast: Cast, things: Things, kind: str) -> None:
    hidden = getattr(things["private"], kind)
    factory, merge = MERGED[kind]
    gone = factory(name="Wrong")
    merge(source=gone, into=hidden)
    for what in ("albums", "tracks", "radio"):
        led, absent = (
            cast.client("other").get(f"/api/v1/{what}/?{kind}={public_id}")
            for public_id in (gone.public_id, "0" * 32)
        )
        assert led.status_code == absent.status_code != 200
        assert led.json().get("errors") == absent.json().get("errors")
    page = cast.client("other").get(f"/albums/?genre={gone.public_id}")
    assert page.status_code == 404


@pytest.mark.parametrize("page", ["albums", "tracks"])
def test_a_list_of_what_was_merged_leads_to_the_list_of_the_other(
    client: Client, shelf: Any, page: str
) -> None:
    gone = GenreFactory(name="Wrong")
    genre_merge(source=gone, into=shelf.genre)
    answer = client.get(f"/{page}/?genre={gone.public_id}&sort=newest")
    assert answer.status_code == 301
    assert answer["Location"] == f"/{page}/?genre={shelf.genre.public_id}&sort=newest"
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(f"/{page}/?genre={'0' * 32}").status_code == 404


def test_an_address_leads_on_over_two_merges(client: Client, shelf: Any) -> None:
    first, second = ArtistFactory(name="Wrong"), ArtistFactory(name="Still wrong")
    artist_merge(source=first, into=second)
    artist_merge(source=second, into=shelf.artist)
    for gone in (first, second):
        answer = client.get(gone.get_absolute_url())
        assert (answer.status_code, answer["Location"]) == (301, shelf.artist.get_absolute_url())


def test_what_is_there_itself_takes_one_query(django_assert_num_queries: Any, shelf: Any) -> None:
    with django_assert_num_queries(1):
        assert standing(Genre.objects.all(), shelf.genre.public_id) == shelf.genre
    with django_assert_num_queries(1):
        assert stand_for(Artist, [shelf.artist.pk, shelf.guest.pk]) == {}
    assert standing(Artist.objects.listed_for(NOBODY), "0" * 32) is None
