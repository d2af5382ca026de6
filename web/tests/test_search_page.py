"""The search page, what the box shows and the API's search, on the site's own index."""

import re
import shutil
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.tests.factories import UserFactory
from catalog.services import artist_image_take
from catalog.tests.factories import GenreFactory, LibraryFactory, TrackFactory
from catalog.tests.indexing import index_everything
from common.ids import uuid7_hex
from common.jobs.worker import drain
from pictures.models import Artwork
from search.embedded.folder import Folder
from search.services import search_mark
from tests.cast import Cast, Things
from web.tests.conftest import Shelf, fill
from web.views.search import SearchLimit

pytestmark = pytest.mark.usefixtures("search_index")


def page(client: Client, q: str, **more: Any) -> str:
    response = client.get("/search/", {"q": q, **more})
    assert response.status_code == 200
    return response.content.decode()


def headings(body: str) -> list[str]:
    return re.findall(r"<h2>([^<]+)</h2>", body)


def test_a_misspelt_name_is_found(shelf: Shelf, visitor: Client) -> None:
    assert "Low Sun 1" in page(visitor, "lwo sun")
    assert "Low Sun Ensemble" in page(visitor, "low sun ensmble")


def test_the_section_with_the_best_answer_comes_first(shelf: Shelf, visitor: Client) -> None:
    assert headings(page(visitor, "low sun"))[0] == "Albums"
    assert headings(page(visitor, "low sun guest"))[0] == "Artists"
    assert headings(page(visitor, "low sun 2"))[0] == "Tracks"


def test_each_section_leads_to_all_of_it_in_pages(shelf: Shelf, visitor: Client) -> None:
    for n in range(130):
        TrackFactory(album=shelf.album, title=f"Tide {n:03}", artist=shelf.artist)
    index_everything()
    body = page(visitor, "tide")
    assert 'href="/search/?q=tide&amp;kind=track"' in body
    seen: list[str] = []
    for number, next_page in ((1, 2), (2, 3), (3, None)):
        body = page(visitor, "tide", kind="track", page=number)
        seen += re.findall(r'class="track__title"[^>]*>(Tide \d+)', body)
        assert (f"page={next_page}" in body) == (next_page is not None)
    assert seen == [f"Tide {n:03}" for n in range(130)]


@pytest.mark.parametrize("wrong", ["kind=nonsense", "page=0", "page=x", "page=101", "page=²"])
def test_an_address_that_means_nothing_is_not_found(wrong: str, visitor: Client) -> None:
    assert visitor.get(f"/search/?q=low&{wrong}").status_code == 404


def test_facets_narrow_and_what_narrows_can_be_taken_back(shelf: Shelf, visitor: Client) -> None:
    shelf.tracks[0].genres.add(GenreFactory(name="Drone & Hum"))
    index_everything()
    body = page(visitor, "low sun")
    assert "Drone &amp; Hum" in body
    address = re.search(r'href="(/search/\?q=[^"]*Drone[^"]*)"', body)
    assert address
    narrowed = visitor.get(address[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r'class="track__title"[^>]*>([^<]+)', narrowed) == ["Low Sun 1"]
    assert 'href="/search/?q=low+sun"' in narrowed, "the way back"


def test_what_is_private_is_found_by_its_people_alone(cast: Cast, things: Things) -> None:
    index_everything()
    for person, finds in (("anonymous", False), ("other", False), ("owner", True)):
        client = cast.client(person)
        for address in ("/search/", "/search/instant/", "/api/v1/search/"):
            body = client.get(address, {"q": things["private"].track.title}).content.decode()
            assert (things["private"].track.public_id in body) == finds, (person, address)


@pytest.mark.parametrize(
    "person", ["anonymous", "link", "other", "reader", "viewer_member", "owner"]
)
@pytest.mark.parametrize("kind", ["tracks", "albums", "artists"])
def test_search_finds_what_lists_show_and_nothing_else(
    kind: str, person: str, cast: Cast, things: Things
) -> None:
    index_everything()
    client = cast.client(person)
    answer = client.get(f"/api/v1/search/?q={kind.removesuffix('s')}&limit=50").json()
    listed = client.get(f"/api/v1/{kind}/?limit=200").json()["results"]
    assert {row["id"] for row in answer[kind]} == {row["id"] for row in listed}
    assert answer["totals"][kind] == len(listed)


def test_the_box_shows_the_best_of_each_kind_as_options(shelf: Shelf, visitor: Client) -> None:
    body = visitor.get("/search/instant/", {"q": "low su"}).content.decode()
    assert body.count('role="option"') == 1 + 2 + 3 + 1 + 1, "album, artists, tracks, genre, all"
    assert f'data-play="track:{shelf.tracks[0].public_id}"' in body
    assert '<span class="visually-hidden">Play </span>Low Sun 1</span>' in body, "said, and read"
    assert "<html" not in body
    nothing = visitor.get("/search/instant/", {"q": "<b>xyzzy"}).content.decode()
    assert "&lt;b&gt;xyzzy" in nothing
    assert 'role="option"' not in nothing


def test_without_its_index_search_answers_and_says_so(
    shelf: Shelf, visitor: Client, search_index: Folder
) -> None:
    shutil.rmtree(search_index.root)
    body = page(visitor, "low sun year:1990")
    assert "Low Sun 1" in body
    assert "in its simple form" in body
    assert "<code>year:1990</code>" in body
    assert visitor.get("/api/v1/search/?q=low").json()["is_partial"] is True


def test_the_api_counts_and_tells_facets_when_asked(shelf: Shelf, visitor: Client) -> None:
    answer = visitor.get("/api/v1/search/?q=low+sun&limit=1&facets=true").json()
    assert answer["totals"] == {
        "tracks": 3, "albums": 1, "artists": 2, "genres": 1, "playlists": 0, "people": 0, "posts": 0
    }  # fmt: skip
    assert len(answer["tracks"]) == 1
    assert answer["facets"]["genre"] == [
        {"value": "Low Sun music", "count": 3, "low": None, "high": None}
    ]
    assert visitor.get("/api/v1/search/?q=low").json()["facets"] is None


QUERIES = {"/search/?q=low": 6, "/search/instant/?q=low": 4 + 4, "/api/v1/search/?q=low": 4 + 6}
"""Where how a row looks is kept: which rows are to be seen, and what they look like."""


@pytest.mark.parametrize(("address", "queries"), QUERIES.items())
def test_queries_do_not_grow_with_what_is_found(
    address: str,
    queries: int,
    shelf: Shelf,
    visitor: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for more in range(2):
        with django_assert_num_queries(queries):
            assert visitor.get(f"{address}&limit={10 + more}").status_code == 200
        for n in range(8):
            fill(shelf.library, f"Low {more}{n}")


@pytest.mark.parametrize("address", ["/search/instant/?q=low", "/api/v1/search/?q=low"])
def test_what_was_found_before_is_asked_for_who_may_see_it_alone(
    address: str,
    shelf: Shelf,
    visitor: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    first = visitor.get(address).content
    with django_assert_num_queries(4):
        assert visitor.get(address).content == first


def test_who_asks_without_end_is_held_up_and_nobody_else(
    shelf: Shelf, visitor: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SEARCH_RATE_LIMIT = 3
    monkeypatch.setattr(SearchLimit, "window", 10**9)  # none begins meanwhile
    member, other = Client(), Client()
    member.force_login(UserFactory())
    other.force_login(UserFactory())
    for address in ("/search/?q=low", "/search/instant/?q=low", "/search/?q=sun"):
        assert member.get(address).status_code == 200
    for address in ("/search/?q=low", "/search/instant/?q=low"):
        refused = member.get(address)
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) >= 1
    assert member.get("/search/").status_code == 200, "the empty page asks for nothing"
    assert other.get("/search/?q=low").status_code == 200
    assert visitor.get("/search/?q=low").status_code == 200
    settings.SEARCH_RATE_LIMIT = 0
    assert member.get("/search/?q=low").status_code == 200, "no limit"


@pytest.mark.parametrize("first", ["other", "anonymous"])
def test_a_picture_of_an_artist_is_found_by_those_alone_who_may_see_it(
    first: str, cast: Cast, things: Things
) -> None:
    artist = things["public"].artist
    library = LibraryFactory(workspace=cast.label, visibility="members")
    picture = Artwork.objects.create(
        sha256=uuid7_hex() * 2, storage_key="x", state=Artwork.State.READY, sizes=[96, 384]
    )
    assert artist_image_take(artist=artist, artwork_id=picture.pk, library=library)
    index_everything()
    people = ["other", "anonymous", "owner", "other", "anonymous"]
    for person in people if first == "other" else people[1:]:
        client = cast.client(person)
        for address in ("/search/instant/", "/search/", "/api/v1/search/"):
            body = client.get(address, {"q": artist.name}).content.decode()
            assert artist.public_id in body
            assert (picture.sha256[:12] in body) == (person != "anonymous"), (person, address)


def test_many_words_of_two_letters_are_not_all_beginnings(shelf: Shelf, visitor: Client) -> None:
    words = ["al", "be", "ca", "do", "en", "fi", "go", "hi"]
    TrackFactory(album=shelf.album, title="Al be ca do en fi golden hills", artist=shelf.artist)
    TrackFactory(album=shelf.album, title="Alto bell cabin door", artist=shelf.artist)
    index_everything()
    assert "golden hills" in page(visitor, " ".join(words)), "the last two may be"
    assert "Alto bell" not in page(visitor, " ".join(words[:4]))
    assert "Alto bell" in page(visitor, " ".join(words[:2]))


def test_a_new_genre_is_found(shelf: Shelf, visitor: Client) -> None:
    shelf.tracks[0].genres.add(GenreFactory(name="High Tide music"))
    GenreFactory(name="High Tide of nothing")
    search_mark(kind="track", refs=[shelf.tracks[0].pk])
    assert drain("quick") < 9, "it comes to an end"
    assert "High Tide music" in page(visitor, "high tide musc")
    answer = visitor.get("/api/v1/search/?q=high+tide").json()
    assert [genre["name"] for genre in answer["genres"]] == ["High Tide music"]
