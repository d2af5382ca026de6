"""Rows as pages show them: the catalogue's reads with what a card or a row needs, in a fixed number of queries."""

from django.db.models import Prefetch, QuerySet

from accounts.viewer import Viewer
from catalog.models import Album, Credit, Track


def credits_in_order() -> "QuerySet[Credit]":
    return Credit.objects.select_related("artist").order_by("position", "id")


def album_cards(viewer: Viewer) -> "QuerySet[Album]":
    """Listed albums with covers and artists: two queries however many."""
    line = credits_in_order().filter(role__in=(Credit.Role.MAIN, Credit.Role.FEATURED))
    albums: QuerySet[Album] = (
        Album.objects.listed_for(viewer)
        .select_related("cover")
        .defer("comment", "curated")
        .prefetch_related(Prefetch("credits", line))
    )
    return albums


def track_rows(viewer: Viewer) -> "QuerySet[Track]":
    """Listed tracks with albums, covers and artists: two queries however many."""
    return with_row_parts(Track.objects.listed_for(viewer))


def with_row_parts(tracks: "QuerySet[Track]") -> "QuerySet[Track]":
    line = credits_in_order().filter(role__in=(Credit.Role.MAIN, Credit.Role.FEATURED))
    return (
        tracks.select_related("album__cover")
        .defer("lyrics", "synced_lyrics", "comment", "curated", "album__comment", "album__curated")
        .prefetch_related(Prefetch("credits", line))
    )
