"""Kept pages: the same body for everyone of an audience, at once forgotten when the catalogue changes."""

import gzip

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.services import workspace_join
from catalog.audience import Audience
from catalog.models import Album, LibraryReader
from catalog.tests.factories import LibraryFactory
from common import pagecache
from tests.cast import Cast, Things
from web.caching import takes_gzip
from web.tests.conftest import Shelf, fill


def rename(shelf: Shelf, title: str) -> None:
    """A write behind the cache's back, as if its news had not come."""
    Album.objects.filter(pk=shelf.album.pk).update(title=title)


def test_a_second_visitor_gets_the_kept_page_without_a_query(
    shelf: Shelf, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = visitor.get("/")
    with django_assert_num_queries(0):
        second = Client().get("/")
    assert second.content == first.content
    kept = ("Content-Type", "ETag", "Cache-Control", "Vary", "X-Frame-Options", "Content-Language")
    assert [second.headers[name] for name in kept] == [first.headers[name] for name in kept]
    assert "default-src 'self'" in second.headers["Content-Security-Policy"]


def test_a_kept_page_is_compressed_for_whoever_takes_that(shelf: Shelf, visitor: Client) -> None:
    plain = visitor.get("/")
    assert "Content-Encoding" not in plain.headers, "not kept yet"
    packed = Client().get("/", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert packed.headers["ETag"] != plain.headers["ETag"]
    same = ("Content-Type", "Cache-Control", "Vary", "Content-Security-Policy")
    assert [packed.headers[name] for name in same] == [plain.headers[name] for name in same]
    assert "Accept-Encoding" in packed.headers["Vary"]
    for etag, encodings in ((packed.headers["ETag"], "gzip"), (plain.headers["ETag"], "identity")):
        asked = {"If-None-Match": etag, "Accept-Encoding": encodings}
        again = Client().get("/", headers=asked)
        assert (again.status_code, again.headers["ETag"]) == (304, etag)
    other = Client().get("/", headers={"Accept-Encoding": "gzip;q=0, br"})
    assert other.content == plain.content


def test_what_is_made_for_one_person_is_never_compressed(cast: Cast, shelf: Shelf) -> None:
    for address in ("/?made=anew", "/account/", "/likes/"):
        response = cast.client("owner").get(address, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [("", False), ("gzip", True), ("br, GZIP;q=0.5", True), ("*", True), ("gzip;q=0", False),
     ("gzip; q=0.000", False), ("x-gzip-like", False), ("identity, br", False)],
)  # fmt: skip
def test_gzip_is_sent_where_it_is_accepted(accepted: str, takes: bool) -> None:
    assert takes_gzip(accepted) is takes


@pytest.mark.django_db(transaction=True)
def test_a_change_is_seen_when_it_is_committed_and_not_before(visitor: Client) -> None:
    shelf = fill(LibraryFactory(), "Low Sun")
    assert ">Low Sun</a>" in visitor.get("/albums/").content.decode()
    with transaction.atomic():
        rename(shelf, "High Sun")
        pagecache.bump()
        assert ">High Sun</a>" not in visitor.get("/albums/").content.decode()
    assert ">High Sun</a>" in visitor.get("/albums/").content.decode()


def test_a_page_begun_before_a_change_is_not_found_after_it(
    shelf: Shelf, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows were read, then the change was committed, then it was stored."""
    old = pagecache.page_key(pagecache.generation(), "everyone", "en", "/albums/?")
    pagecache._renew()
    pagecache.keep(old, body=b"old", headers=(), etag='"old"')
    assert visitor.get("/albums/").content != b"old"


def test_a_browser_that_has_the_page_gets_304(shelf: Shelf, visitor: Client) -> None:
    for _ in range(2):  # made, then kept
        etag = visitor.get("/").headers["ETag"]
    response = Client().get("/", headers={"If-None-Match": etag})
    assert response.status_code == 304
    assert response.content == b""
    assert response.headers["ETag"] == etag


def test_nobodys_page_is_never_a_members_and_the_other_way_round(
    cast: Cast, things: Things
) -> None:
    album = things["of a members' library"].album
    assert album is not None
    for _ in range(2):
        assert album.title in cast.client("other").get("/albums/").content.decode()
        assert album.title not in cast.client("anonymous").get("/albums/").content.decode()


def test_members_share_a_page_that_names_none_of_them(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    other = cast.client("manager")
    first = other.get("/")
    assert "no-store" in first.headers["Cache-Control"]
    assert "private" in first.headers["Cache-Control"]
    body = first.content.decode()
    for secret in (cast.manager.email, f">{cast.manager.name}<", "csrfmiddlewaretoken"):
        assert secret not in body


@pytest.mark.parametrize(
    "person", ["owner", "colleague", "viewer_member", "reader", "administrator"]
)
def test_who_sees_more_than_a_member_gets_a_page_of_their_own(
    person: str, cast: Cast, things: Things
) -> None:
    cast.client("other").get("/albums/")
    cast.client("manager").get("/albums/")
    kind = "restricted" if person in {"reader"} else "private"
    album = things[kind].album
    assert album is not None
    client = cast.client(person)
    body = client.get("/albums/").content.decode()
    if person != "administrator":
        assert album.title in body
    assert album.title not in cast.client("manager").get("/albums/").content.decode()


def test_what_changes_ones_audience_changes_ones_pages_at_once(cast: Cast, things: Things) -> None:
    album = things["restricted"].album
    assert album is not None
    address = album.get_absolute_url()
    client = cast.client("manager")
    assert client.get(address).status_code == 404
    reader = LibraryReader.objects.create(library=album.library, user=cast.manager)
    assert client.get(address).status_code == 200
    assert client.get(address).status_code == 200, "kept for readers of that library"
    reader.delete()
    assert client.get(address).status_code == 404
    workspace_join(workspace=cast.label, user=cast.manager, role="viewer")
    assert client.get(address).status_code == 200


def test_a_kept_page_of_a_signed_in_person_is_not_kept_by_the_browser(
    cast: Cast, things: Things
) -> None:
    client = cast.client("owner")
    for _ in range(2):
        response = client.get("/albums/")
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in response.headers


def test_a_share_opens_a_page_for_its_receiver_only(cast: Cast, things: Things) -> None:
    album = things["shared by the owner"].album
    assert album is not None
    address = album.get_absolute_url()
    for _ in range(2):
        assert cast.client("other").get(address).status_code == 200
        assert cast.client("manager").get(address).status_code == 404
        assert cast.client("anonymous").get(address).status_code == 404


def test_a_share_changes_no_list_so_its_receiver_shares_the_members_pages(
    cast: Cast, things: Things, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    shared = things["shared by the owner"].album
    assert shared is not None
    kept = cast.client("manager").get("/albums/").content
    client = cast.client("other")
    client.get("/genres/")  # whoever has just signed in has no session in the cache yet
    with django_assert_num_queries(2):  # who they are, and what they may read
        assert client.get("/albums/").content == kept
    assert shared.title not in kept.decode()


@pytest.mark.parametrize("query", ["cursor=nonsense", "utm_source=x", "sort=newest&x=1"])
def test_made_up_addresses_do_not_fill_the_cache(
    query: str, shelf: Shelf, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(pagecache, "keep", lambda key, **_: kept.append(key))
    visitor.get(f"/albums/?{query}")
    assert kept == []
    visitor.get("/albums/?sort=newest")
    assert len(kept) == 1


def test_only_pages_that_are_found_are_kept(
    shelf: Shelf, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    monkeypatch.setattr(pagecache, "keep", lambda key, **_: kept.append(key))
    assert visitor.get(f"/albums/x-{'0' * 32}").status_code == 404
    assert visitor.get(f"/albums/old-{shelf.album.public_id}").status_code == 301
    assert visitor.get("/albums/?type=nonsense").status_code == 404
    assert kept == []


def test_without_a_cache_pages_are_made_anew(
    shelf: Shelf, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "get", lambda *_, **__: None)
    assert visitor.get("/albums/").status_code == 200
    rename(shelf, "High Sun")
    assert ">High Sun</a>" in visitor.get("/albums/").content.decode()


def test_nothing_but_reading_is_answered_from_the_cache(shelf: Shelf, visitor: Client) -> None:
    visitor.get("/")
    assert visitor.head("/").status_code == 200
    assert visitor.post("/welcome/").status_code in {302, 403}


def test_an_audience_row_that_narrows_is_gone_from_kept_pages_after_its_bump(
    shelf: Shelf,
    visitor: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    assert ">Low Sun</a>" in visitor.get("/albums/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        Album.objects.filter(pk=shelf.album.pk).update(listed_to=Audience.WORKSPACE)
        pagecache.bump()
    assert ">Low Sun</a>" not in visitor.get("/albums/").content.decode()


@pytest.mark.parametrize(
    "made_up",
    ["/?sort=x{}", "/genres/?letter={}", "/artists/?decade=19{}0", "/?{}", "/albums/?sort=title{}"],
)
def test_addresses_that_somebody_makes_up_fill_no_cache(
    made_up: str, shelf: Shelf, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = set()
    monkeypatch.setattr(pagecache, "keep", lambda key, **_: kept.add(key))
    for n in range(1, 5):
        more = "&" * n if made_up == "/?{}" else "&sort=title" * n if "title" in made_up else n
        assert visitor.get(made_up.format(more)).status_code == 200
    assert len(kept) <= 1


def test_a_kept_page_is_sent_under_the_sites_own_names_only(shelf: Shelf, visitor: Client) -> None:
    """A name that leads here too, and that a page elsewhere gave itself, opens nothing (DNS rebinding)."""
    for _ in range(2):
        assert visitor.get("/").status_code == 200
        assert visitor.get("/", headers={"Host": "evil.example"}).status_code == 400
