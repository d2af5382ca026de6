"""The lists: albums, artists, tracks, genres."""

import string
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.viewer import Viewer, viewer_for
from catalog.merged import standing
from catalog.models import Album, Artist, Genre
from web import reads
from web.caching import list_page
from web.cards import Look, album_cards
from web.listing import Filter, Listing, Order, listing
from web.meta import about
from web.parts import parts_for

MOST_GENRES = 300


def _genre_options(viewer: Viewer) -> list[tuple[str, str]]:
    """Genres that can be filtered by: (public id, name)."""
    return list(
        Genre.objects.listed_for(viewer)
        .order_by("name_key", "id")
        .values_list("public_id", "name")[:MOST_GENRES]
    )


def _decades() -> list[tuple[str, str]]:
    return [(str(year), f"{year}–{year + 9}") for year in range(2020, 1899, -10)]


def _of_decade(rows: "QuerySet[Any]", decade: str) -> "QuerySet[Any]":
    albums: Any = rows  # the filter's type knows no methods of albums
    found: QuerySet[Any] = albums.first_released(decade, str(int(decade) + 10))
    return found


def _of_genre[M: (QuerySet[Any])](rows: M, value: str) -> M:
    return rows.filter(genres__public_id=value)


def _genres(viewer: Viewer) -> "Filter[Any]":
    def follow(value: str) -> str:
        found = standing(Genre.objects.listed_for(viewer), value)
        return found.public_id if found else ""

    return Filter("genre", _("Genre"), _genre_options(viewer), _of_genre, follow)


def _letter[M: (QuerySet[Any])](rows: M, value: str) -> M:
    """From this letter on; `#` is what stands before the letters."""
    return rows if value == "0" else rows.filter(sort_key__gte=value)


def _letters() -> "Filter[Any]":
    return Filter(
        "letter",
        _("From"),
        [("0", "#"), *((letter, letter.upper()) for letter in string.ascii_lowercase)],
        _letter,
    )


def _show(
    request: HttpRequest,
    template: str,
    title: str,
    found: "Listing[Any]",
    **context: Any,
) -> HttpResponse:
    letters = next((field for field in found.filters if field.name == "letter"), None)
    return render(
        request,
        template,
        {
            "title": title,
            "listing": found,
            "letters": letters if found.orders and found.orders[0].is_current else None,
            "filters": [field for field in found.filters if field.name != "letter"],
            "chosen": [field for field in found.chosen if field.name != "letter"],
            **about(request.path, description=title),
            **context,
        },
    )


@list_page("sort", "letter", "type", "genre", "decade")
def albums(request: HttpRequest) -> HttpResponse:
    viewer, parts = viewer_for(request), parts_for(request)
    found = listing(
        request,
        reads.album_keys(viewer),
        orders=(
            Order("title", _("By title"), ("sort_key", "id")),
            Order("newest", _("Newest"), ("-added_at", "-id")),
            Order("year", _("By year"), ("-release_date", "-id")),
            Order("played", _("Most played"), ("-play_count", "-id")),
        ),
        filters=(
            _letters(),
            Filter(
                "type", _("Type"), Album.Type.choices, lambda rows, type_: rows.filter(type=type_)
            ),
            _genres(viewer),
            Filter(
                "decade",
                _("Years"),
                _decades(),
                _of_decade,
            ),
        ),
    )
    cards = album_cards(parts, viewer, [album.pk for album in found.rows], Look.DATED)
    return _show(request, "web/albums.html", _("Albums"), found, room="albums", cards=cards)


@list_page("sort", "letter")
def artists(request: HttpRequest) -> HttpResponse:
    viewer = viewer_for(request)
    found = listing(
        request,
        Artist.objects.listed_for(viewer)
        .filter(is_various=False)
        .with_image_for(viewer)
        .defer("biography", "curated"),
        orders=(
            Order("name", _("By name"), ("sort_key", "id")),
            Order("newest", _("Newest"), ("-created_at", "-id")),
        ),
        filters=(_letters(),),
        size=120,
    )
    return _show(request, "web/artists.html", _("Artists"), found, room="artists")


@list_page("sort", "letter", "genre")
def tracks(request: HttpRequest) -> HttpResponse:
    viewer = viewer_for(request)
    found = listing(
        request,
        reads.track_rows(viewer),
        orders=(
            Order("title", _("By title"), ("sort_key", "id")),
            Order("newest", _("Newest"), ("-added_at", "-id")),
            Order("played", _("Most played"), ("-play_count", "-id")),
        ),
        filters=(_letters(), _genres(viewer)),
        size=100,
    )
    return _show(
        request,
        "web/tracks.html",
        _("Tracks"),
        found,
        room="tracks",
        play_src=tracks_address(found.sort, request.GET),
    )


_api_orders = {"title": "title", "newest": "-added", "played": "-plays"}


def tracks_address(sort: str, given: Mapping[str, str]) -> str:
    """The same list in the API, from this page on: what the player takes up when a row is played.

    Empty where the API has no such list; the row is then played alone.
    """
    if given.get("letter"):
        return ""
    asked = {
        "ordering": _api_orders[sort],
        "genre": given.get("genre"),
        "cursor": given.get("cursor"),
    }
    return "/api/v1/tracks/?" + urlencode({name: value for name, value in asked.items() if value})


@list_page()
def genres(request: HttpRequest) -> HttpResponse:
    viewer = viewer_for(request)
    return render(
        request,
        "web/genres.html",
        {
            "room": "genres",
            "title": _("Genres"),
            "genres": genres_by_size(viewer, Genre.Kind.GENRE)[:MOST_GENRES],
            "moods": genres_by_size(viewer, Genre.Kind.MOOD)[:MOST_GENRES],
            **about(request.path, description=_("Genres")),
        },
    )


def genres_by_size(viewer: Viewer, kind: str) -> "QuerySet[Genre]":
    """Genres with `album_count`, the largest first."""
    visible = Album.objects.listed_for(viewer).values("pk")
    found: QuerySet[Genre] = (
        Genre.objects.filter(kind=kind)
        .annotate(album_count=Count("albums", filter=Q(albums__in=visible)))
        .filter(album_count__gt=0)
        .order_by("-album_count", "name_key", "id")
    )
    return found
