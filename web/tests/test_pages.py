"""Pages show what there is, to whom it is open, in a fixed number of queries."""

from collections.abc import Callable

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Album, Artist, Credit, Disc, Genre, Track, VersionKind, Work
from catalog.services.describe import version_set
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory, TrackFactory
from common import pagecache
from tests.cast import PEOPLE, Cast, Things
from web.tests.conftest import Shelf, fill

LISTS = ["/", "/albums/", "/artists/", "/tracks/", "/genres/", "/search/?q=low"]
QUERIES = {
    "/": (8, 2),
    "/albums/": (4, 2),
    "/artists/": (1, 1),
    "/tracks/": (3, 3),
    "/genres/": (2, 2),
    "/search/?q=low": (7, 7),
    "album": (11, 3),
    "artist": (7, 5),
    "track": (7, 7),
    "genre": (6, 4),
}
"""Queries of each page for a visitor, however much there is: when it is made of nothing, and put together from parts
that were kept (`web.parts`)."""


def addresses(shelf: Shelf) -> dict[str, str]:
    return {
        "album": shelf.album.get_absolute_url(),
        "artist": shelf.artist.get_absolute_url(),
        "track": shelf.tracks[1].get_absolute_url(),
        "genre": shelf.genre.get_absolute_url(),
    }


@pytest.mark.parametrize("page", QUERIES)
def test_a_page_takes_the_same_queries_for_one_album_and_for_many(
    page: str, shelf: Shelf, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = addresses(shelf).get(page, page)
    Credit.objects.create(album=fill(shelf.library, "Low").album, artist=shelf.artist, position=1)
    sign = "&" if "?" in address else "?"
    new, kept = QUERIES[page]
    pagecache._renew()
    with django_assert_num_queries(new):
        assert visitor.get(f"{address}{sign}x=1").status_code == 200
    with django_assert_num_queries(kept):
        assert visitor.get(f"{address}{sign}x=2").status_code == 200
    for n in range(10):
        more = fill(shelf.library, f"Low {n}", tracks=4)
        Credit.objects.create(album=more.album, artist=shelf.artist, position=1)
        more.album.genres.add(shelf.genre)
        TrackFactory(album=shelf.album, artist=more.guest)
        more.tracks[0].genres.add(shelf.genre)
    pagecache._renew()
    with django_assert_num_queries(new + 2 * (page == "/")):  # a third shelf
        assert visitor.get(f"{address}{sign}x=3").status_code == 200


@pytest.mark.parametrize("address", LISTS)
def test_lists_show_public_music_to_everyone(address: str, shelf: Shelf, visitor: Client) -> None:
    assert "Low Sun" in visitor.get(address).content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_lists_are_pages_in_words_when_there_is_nothing(
    address: str, db: None, visitor: Client
) -> None:
    response = visitor.get(address)
    assert response.status_code == 200
    assert "<h1" in response.content.decode()


def test_an_album_shows_guests_only_where_they_play(shelf: Shelf, visitor: Client) -> None:
    body = visitor.get(shelf.album.get_absolute_url()).content.decode()
    rows = body.split('<li class="track"')[1:]
    assert len(rows) == 3
    assert "track__artists" not in rows[0]
    assert shelf.guest.get_absolute_url() in rows[1]
    assert "feat." in rows[1]


def test_an_album_shows_discs_with_their_titles_and_works_with_their_movements(
    shelf: Shelf, visitor: Client
) -> None:
    work = Work.objects.create(title="Suite No. 1", title_key="suite no. 1")
    for number, track in enumerate(shelf.tracks[:2], 1):
        Track.objects.filter(pk=track.pk).update(
            work=work, movement="Sarabande", movement_number=number + 3
        )
    TrackFactory(album=shelf.album, disc_number=2, title="Afterwards")
    Disc.objects.create(album=shelf.album, number=2, title="The Night Side")
    body = visitor.get(shelf.album.get_absolute_url()).content.decode()
    assert "Disc 2: The Night Side" in body
    assert "Suite No. 1" in body
    assert "IV. Sarabande" in body
    assert "V. Sarabande" in body


def test_versions_of_an_album_are_folded_away_under_their_track(
    shelf: Shelf, visitor: Client
) -> None:
    first, second, third = shelf.tracks
    version_set(track=third, of=first, kind=VersionKind.INSTRUMENTAL)
    elsewhere = TrackFactory(album=AlbumFactory(library=shelf.library), title="Of another album")
    version_set(track=elsewhere, of=second, kind=VersionKind.SIXTY)
    alone = TrackFactory(album=shelf.album, title="Its own song is elsewhere")
    version_set(track=alone, of=TrackFactory(album=elsewhere.album), kind=VersionKind.CLEAN)
    body = visitor.get(shelf.album.get_absolute_url()).content.decode()
    before, _, rest = body.partition('<li class="track-versions">')
    folded, _, after = rest.partition("</details>")
    assert first.title in before and second.title not in before
    assert "1 other version" in folded and "Instrumental" in folded
    assert f'data-play-start="{third.public_id}"' in folded
    assert f"/api/v1/tracks/{third.public_id}/stream/" in folded, "no sound without a script"
    assert second.title in after and alone.title in after
    assert "track-versions" not in after and elsewhere.title not in body


def test_the_way_to_the_metadata_of_an_album_is_shown_to_those_who_may_change_it(
    cast: Cast, things: Things
) -> None:
    album = things["public"].album
    edit = f"/library/edit/?album={album.public_id}"
    for person in (*PEOPLE, "colleague", "owner"):
        client = cast.client(person)
        is_shown = edit in client.get(album.get_absolute_url()).content.decode()
        assert is_shown == (client.get(edit).status_code == 200), person
        assert is_shown == (person in {"owner", "colleague"}), person


def test_a_track_shows_credits_by_role_and_lyrics_with_their_times(
    shelf: Shelf, visitor: Client
) -> None:
    track = shelf.tracks[0]
    Track.objects.filter(pk=track.pk).update(
        synced_lyrics=[[1200, "Down <by> the river"], "nonsense", [3400, "we left"]]
    )
    Credit.objects.create(
        track=track, artist=ArtistFactory(name="Ida"), role=Credit.Role.PERFORMER, detail="viola"
    )
    body = visitor.get(track.get_absolute_url()).content.decode()
    assert '<p data-at="1200">Down &lt;by&gt; the river</p>' in body
    assert "(viola)" in body
    assert f'src="/api/v1/tracks/{track.public_id}/stream/"' in body, "no sound without a script"


def test_pages_take_no_verb_that_they_do_not_know(cast: Cast, shelf: Shelf) -> None:
    things = addresses(shelf).values()
    fixed = (
        "/folders/",
        "/likes/",
        "/account/",
        "/account/arrived/",
        "/welcome/",
        "/robots.txt",
        "/manifest.webmanifest",
    )
    drawn = f"/artwork/album/{shelf.album.public_id}/generated.svg"
    client = cast.client("administrator")
    for address in (*LISTS, *things, *fixed, drawn):
        for ask in (client.options, client.trace, client.put):
            assert ask(address).status_code == 405, address


def test_a_stale_slug_leads_to_todays_address(shelf: Shelf, visitor: Client) -> None:
    address = f"/albums/an-old-name-{shelf.album.public_id}"
    response = visitor.get(address, {"a": "b"})
    assert response.status_code == 301
    assert response.headers["Location"] == f"{shelf.album.get_absolute_url()}?a=b"
    assert visitor.get(f"/albums/{shelf.album.public_id}").status_code == 301


def test_a_merged_album_leads_to_what_it_went_into(shelf: Shelf, visitor: Client) -> None:
    into = fill(shelf.library, "Whole")
    Album.objects.filter(pk=shelf.album.pk).update(merged_into=into.album)
    response = visitor.get(shelf.album.get_absolute_url())
    assert response.status_code == 301
    assert response.headers["Location"] == into.album.get_absolute_url()


@pytest.mark.parametrize("kind", ["album", "artist", "track"])
def test_what_may_not_be_seen_answers_as_what_does_not_exist(
    kind: str, cast: Cast, things: Things
) -> None:
    hidden = getattr(things["private"], kind)
    for person in ("anonymous", "other"):
        client = cast.client(person)
        refused = client.get(hidden.get_absolute_url())
        absent = client.get(f"/{kind}s/x-{'0' * 32}")
        assert refused.status_code == absent.status_code == 404
        assert refused.content == absent.content
        assert headers(refused) == headers(absent)
    assert cast.client("owner").get(hidden.get_absolute_url()).status_code == 200


def headers(response: HttpResponseBase) -> dict[str, str]:
    found = dict(response.headers)
    found.pop("X-Request-ID")
    return found


def test_members_see_what_is_for_members(cast: Cast, things: Things) -> None:
    album = things["of a members' library"].album
    assert album is not None
    assert cast.client("anonymous").get(album.get_absolute_url()).status_code == 404
    assert album.title not in cast.client("anonymous").get("/albums/").content.decode()
    assert cast.client("other").get(album.get_absolute_url()).status_code == 200
    assert album.title in cast.client("other").get("/albums/").content.decode()


def test_an_unlisted_album_opens_by_its_address_and_asks_not_to_be_indexed(
    cast: Cast, things: Things, visitor: Client
) -> None:
    album = things["unlisted"].album
    assert album is not None
    response = visitor.get(album.get_absolute_url())
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def pages_through(
    visitor: Client, address: str, row: Callable[[str], list[str]]
) -> tuple[list[str], int]:
    """The rows of every page of a list, following its link to the next."""
    found: list[str] = []
    pages = 0
    while address:
        body = visitor.get(address).content.decode()
        found += row(body)
        pages += 1
        more = body.partition('<a class="more" href="')[2]
        address = more.partition('"')[0].replace("&amp;", "&")
    return found, pages


@pytest.mark.parametrize("sort", ["title", "newest", "year", "played"])
def test_a_list_goes_on_to_its_end_without_a_script(sort: str, db: None, visitor: Client) -> None:
    library = LibraryFactory()
    for n in range(130):
        album = AlbumFactory(library=library, title=f"Same {n % 3}")
        Album.objects.filter(pk=album.pk).update(track_count=1, play_count=n % 4)
    rows, pages = pages_through(
        visitor,
        f"/albums/?sort={sort}",
        lambda body: [part.partition('"')[0] for part in body.split('data-play="album:')[1:]],
    )
    assert pages == 3
    assert len(rows) == len(set(rows)) == 130


def test_filters_narrow_a_list_and_a_letter_begins_it(shelf: Shelf, visitor: Client) -> None:
    other = fill(shelf.library, "Zebra")
    Album.objects.filter(pk=shelf.album.pk).update(release_date="1971-01-01")
    Album.objects.filter(pk=other.album.pk).update(type="live", release_date="1984-01-01")

    def titles(query: str) -> tuple[bool, bool]:
        body = visitor.get(f"/albums/?{query}").content.decode()
        return f">{shelf.album.title}</a>" in body, f">{other.album.title}</a>" in body

    assert titles("type=live") == (False, True)
    assert titles(f"genre={shelf.genre.public_id}") == (True, False)
    assert titles("decade=1980") == (False, True)
    assert titles("letter=m") == (False, True)
    assert titles("") == (True, True)


@pytest.mark.parametrize(
    "query", ["sort=nonsense", "type=nonsense", "genre=nonsense", "cursor=nonsense", "letter=%00"]
)
def test_an_address_that_means_nothing_is_not_found(
    query: str, shelf: Shelf, visitor: Client
) -> None:
    assert visitor.get(f"/albums/?{query}").status_code == 404


@pytest.mark.parametrize("text", ["", "low", "LOW S", "ensemble", "%", "\0", "x" * 5000, "低"])
def test_search_takes_any_text(text: str, shelf: Shelf, visitor: Client) -> None:
    assert visitor.get("/search/", {"q": text}).status_code == 200


def test_names_from_files_are_text(db: None, visitor: Client) -> None:
    artist = ArtistFactory(name="<script>alert(1)</script>")
    album = AlbumFactory(title='"><img src=x onerror=alert(1)>', artist=artist)
    TrackFactory(album=album, title="<b>bold</b>", artist=artist)
    for address in ("/", album.get_absolute_url(), artist.get_absolute_url()):
        body = visitor.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "<b>bold" not in body


def test_pages_have_one_heading_one_main_and_a_skip_link(shelf: Shelf, visitor: Client) -> None:
    for address in [*LISTS, *addresses(shelf).values(), "/account/login/", "/nowhere"]:
        body = visitor.get(address).content.decode()
        assert body.count("<h1") == 1, address
        assert body.count("<main") == 1, address
        assert 'href="#main"' in body, address
        assert "style=" not in body, f"{address} has a style that the policy forbids"
        assert "<script>" not in body, address


def test_genres_and_artists_of_hidden_music_are_not_listed(cast: Cast, things: Things) -> None:
    artist, genre = things["private"].artist, things["private"].genre
    assert isinstance(artist, Artist)
    assert isinstance(genre, Genre)
    client = cast.client("anonymous")
    assert artist.name not in client.get("/artists/").content.decode()
    assert genre.name not in client.get("/genres/").content.decode()
    assert genre.public_id not in client.get("/albums/").content.decode()


def test_rows_of_a_list_play_on_in_that_list_from_their_page(shelf: Shelf, visitor: Client) -> None:
    for n in range(120):
        TrackFactory(album=shelf.album, title=f"Song {n}")
    first = visitor.get("/tracks/?sort=newest").content.decode()
    assert 'data-play-src="/api/v1/tracks/?ordering=-added"' in first
    more = first.partition('<a class="more" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = visitor.get(more).content.decode()
    source = second.partition('data-play-src="')[2].partition('"')[0].replace("&amp;", "&")
    shown = [part.partition('"')[0] for part in second.split('data-track-row="')[1:]]
    played = [track["id"] for track in visitor.get(source).json()["results"]]
    assert played[: len(shown)] == shown


def test_the_years_of_a_list_are_those_of_its_albums_pages_in_the_api_too(
    db: None, visitor: Client
) -> None:
    library = LibraryFactory()
    made = {
        "first in 1971": {"release_date": "1994-02-01", "original_date": "1971"},
        "out in 1975": {"release_date": "1975-12-31"},
        "out in 1994": {"release_date": "1994"},
    }
    for title, dates in made.items():
        album = AlbumFactory(library=library, title=title, artist=ArtistFactory(), **dates)
        TrackFactory(album=album)
    for decade, year, titles in (
        ("1970", "1971", {"first in 1971", "out in 1975"}),
        ("1990", "1994", {"out in 1994"}),
    ):
        body = visitor.get(f"/albums/?decade={decade}").content.decode()
        assert {title for title in made if f">{title}</a>" in body} == titles
        told = visitor.get(f"/api/v1/albums/?year={year}").json()["results"]
        assert {row["title"] for row in told} <= titles
        assert [row["title"] for row in told] == [t for t in made if t in titles and year in t]
