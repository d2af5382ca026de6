"""One genre."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.viewer import viewer_for
from catalog.models import Genre
from web import reads
from web.addresses import thing_at
from web.caching import page_with
from web.cards import Look, album_cards
from web.listing import Order, listing
from web.meta import about
from web.parts import parts_for

TOP_TRACKS = 10


@page_with("sort")
def genre_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer, parts = viewer_for(request), parts_for(request)
    genre = thing_at(request, Genre.objects.reachable_by(viewer), public_id)
    albums = listing(
        request,
        reads.album_keys(viewer).filter(genres=genre),
        orders=(
            Order("newest", _("Newest"), ("-added_at", "-id")),
            Order("title", _("By title"), ("sort_key", "id")),
            Order("year", _("By year"), ("-release_date", "-id")),
            Order("played", _("Most played"), ("-play_count", "-id")),
        ),
    )
    tracks = reads.track_rows(viewer).filter(genres=genre).order_by("-play_count", "-id")
    return render(
        request,
        "web/genre.html",
        {
            "room": "genres",
            "genre": genre,
            "listing": albums,
            "cards": album_cards(parts, viewer, [album.pk for album in albums.rows], Look.DATED),
            "play_src": f"/api/v1/tracks/?genre={genre.public_id}&ordering=-plays",
            "top_tracks": list(tracks[:TOP_TRACKS]) if albums.is_first else [],
            **about(genre.get_absolute_url(), description=genre.name),
        },
    )
