"""What search engines may know of: that which everyone finds in lists, and nothing else (https://www.sitemaps.org)."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from accounts.viewer import NOBODY
from catalog.models import Album, Artist, Genre, Track
from editorial.models import Post

PAGE = 5000
"""Addresses of one file. The protocol allows 50,000; these are read in a request."""


class PublicSitemap(Sitemap[Any]):
    """Addresses are those of SITE_URL, whatever name the request came by."""

    limit = PAGE

    @property
    def protocol(self) -> str:  # type: ignore[override]
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def get_latest_lastmod(self) -> None:
        """Not told: Django would read every row to find it."""


class Pages(PublicSitemap):
    def items(self) -> list[str]:
        return ["home", "albums", "artists", "tracks", "genres", "top-week", "posts"]

    def location(self, item: str) -> str:
        return reverse(item)


class Albums(PublicSitemap):
    def items(self) -> "QuerySet[Album]":
        rows: QuerySet[Album] = Album.objects.listed_for(NOBODY).order_by("id")
        return rows.only("public_id", "title", "updated_at")

    def lastmod(self, item: Album) -> Any:
        return item.updated_at


class Artists(PublicSitemap):
    def items(self) -> "QuerySet[Artist]":
        rows: QuerySet[Artist] = Artist.objects.listed_for(NOBODY).order_by("id")
        return rows.only("public_id", "name")


class Tracks(PublicSitemap):
    def items(self) -> "QuerySet[Track]":
        rows: QuerySet[Track] = Track.objects.listed_for(NOBODY).order_by("id")
        return rows.only("public_id", "title", "updated_at")

    def lastmod(self, item: Track) -> Any:
        return item.updated_at


class Genres(PublicSitemap):
    def items(self) -> "QuerySet[Genre]":
        rows: QuerySet[Genre] = Genre.objects.listed_for(NOBODY).order_by("id")
        return rows


class Posts(PublicSitemap):
    def items(self) -> "QuerySet[Post]":
        rows: QuerySet[Post] = Post.objects.published().newest_first()
        return rows.only("public_id", "title", "updated_at")

    def lastmod(self, item: Post) -> Any:
        return item.updated_at


SITEMAPS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "albums": Albums,
    "artists": Artists,
    "tracks": Tracks,
    "genres": Genres,
    "posts": Posts,
}
