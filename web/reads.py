"""Rows as pages show them, in a fixed number of queries."""

from django.db.models import QuerySet

from accounts.viewer import Viewer
from catalog.models import Album, Credit, Track


def credits_in_order() -> "QuerySet[Credit]":
    return Credit.objects.select_related("artist").order_by("position", "id")


def album_cards(viewer: Viewer) -> "QuerySet[Album]":
    """Listed albums with covers and artists: two queries however many."""
    albums: QuerySet[Album] = Album.objects.listed_for(viewer).for_cards()
    return albums


def album_keys(viewer: Viewer) -> "QuerySet[Album]":
    """Listed albums with no more than what they are ordered by: for whoever has their cards (`web.cards`)."""
    albums: QuerySet[Album] = Album.objects.listed_for(viewer).for_ordering()
    return albums


def track_rows(viewer: Viewer) -> "QuerySet[Track]":
    """Listed tracks with albums, covers and artists: two queries however many."""
    tracks: QuerySet[Track] = Track.objects.listed_for(viewer).for_rows()
    return tracks
