"""Pictures follow the rule of what shows them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.models import Album
from common.jobs.worker import drain
from pictures.models import Artwork
from pictures.services import artwork_store
from pictures.tests.samples import sideways
from tests.cast import Cast, Things
from web.tests.conftest import Shelf


def picture_for(album: Album) -> Artwork:
    """A picture whose sizes are made."""
    sha256 = f"{album.pk:064x}"
    picture = Artwork.objects.create(
        sha256=sha256, storage_key=f"artwork/{sha256}.png", mime="image/png", sizes=[96, 384],
        state=Artwork.State.READY, colour=[0.6, 0.12, 305.0],
    )  # fmt: skip
    for name in ("96.webp", "384.webp", "og.jpg"):
        key = f"{picture.folder}/{name}"
        if not default_storage.exists(key):
            default_storage.save(key, ContentFile(name.encode()))
    Album.objects.filter(pk=album.pk).update(cover=picture)
    return picture


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_smallest_size_that_is_large_enough_is_sent(shelf: Shelf, visitor: Client) -> None:
    picture_for(shelf.album)
    base = f"/artwork/album/{shelf.album.public_id}"
    assert content(visitor.get(f"{base}/96")) == b"96.webp"
    assert content(visitor.get(f"{base}/192")) == b"384.webp"
    assert content(visitor.get(f"{base}/1536")) == b"384.webp"
    assert content(visitor.get(f"{base}/og.jpg")) == b"og.jpg"
    assert visitor.get(f"{base}/97").status_code == 404


def test_a_public_picture_takes_one_query_and_may_be_kept(
    shelf: Shelf, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    picture_for(shelf.album)
    address = f"/artwork/album/{shelf.album.public_id}/384"
    with django_assert_num_queries(1):
        response = visitor.get(address)
    assert response.headers["Cache-Control"].startswith("public")
    assert "Cookie" not in response.headers.get("Vary", "")
    again = visitor.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["384", "generated.svg", "og.jpg"])
def test_a_private_picture_is_private(name: str, cast: Cast, things: Things) -> None:
    album = things["private"].album
    assert album is not None
    picture_for(album)
    address = f"/artwork/album/{album.public_id}/{name}"
    absent = f"/artwork/album/{'0' * 32}/{name}"
    for person in ("anonymous", "other", "manager"):
        refused = cast.client(person).get(address)
        assert refused.status_code == 404
        assert refused.content == cast.client(person).get(absent).content
    allowed = cast.client("owner").get(address)
    assert allowed.status_code == 200
    assert "private" in allowed.headers["Cache-Control"]
    assert "Cookie" in allowed.headers["Vary"]


def test_what_has_no_picture_gets_a_drawn_one(shelf: Shelf, visitor: Client) -> None:
    for address in (
        f"/artwork/album/{shelf.album.public_id}/generated.svg",
        f"/artwork/album/{shelf.album.public_id}/384",
        f"/artwork/artist/{shelf.artist.public_id}/generated.svg?plain=1",
    ):
        response = visitor.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "image/svg+xml"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.content.startswith(b"<svg")


def test_an_original_is_never_sent(shelf: Shelf, visitor: Client) -> None:
    """It may tell where it was taken; until its sizes are made, the drawn cover stands in and is not kept."""
    shelf.album.cover = artwork_store(data=sideways())
    shelf.album.save(update_fields=["cover"])
    base = f"/artwork/album/{shelf.album.public_id}"
    waiting = visitor.get(f"{base}/384")
    assert waiting.headers["Content-Type"] == "image/svg+xml"
    assert "no-cache" in waiting.headers["Cache-Control"]
    assert visitor.get(f"{base}/og.jpg").status_code == 404
    page = visitor.get(shelf.album.get_absolute_url()).content.decode()
    assert f"{base}/generated.svg" in page
    assert f"{base}/384" not in page
    drain("heavy")
    assert visitor.get(f"{base}/384").headers["Content-Type"] == "image/webp"


def test_a_page_shows_the_picture_in_its_sizes_and_its_colour(
    shelf: Shelf, visitor: Client
) -> None:
    picture_for(shelf.album)
    body = visitor.get(shelf.album.get_absolute_url()).content.decode()
    assert f"/artwork/album/{shelf.album.public_id}/96?v=" in body
    assert "wash art h30 c3" in body
    assert 'property="og:image" content="http' in body
