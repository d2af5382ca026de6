"""What goes with a track or an artist: laid into their pages, which are the same for all, and a page of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.viewer import viewer_for
from catalog.models import Artist, Track
from common.errors import NotFound
from common.ids import PUBLIC_ID
from editorial.similar import similar_artists, similar_tracks
from web.caching import own_page


@require_safe
@own_page
def similar_to_track(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer = viewer_for(request)
    track = _thing(Track.objects.reachable_by(viewer), public_id)
    return _page(request, track, similar_tracks(track, viewer), "track")


@require_safe
@own_page
def similar_to_artist(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer = viewer_for(request)
    artist = _thing(Artist.objects.reachable_by(viewer), public_id)
    return _page(request, artist, similar_artists(artist, viewer), "artist")


def _thing(rows: Any, public_id: str) -> Any:
    found = rows.filter(public_id=public_id).first() if PUBLIC_ID.fullmatch(public_id) else None
    if found is None:
        raise NotFound
    return found


def _page(request: HttpRequest, thing: Any, found: list[Any], kind: str) -> HttpResponse:
    is_framed = "Turbo-Frame" in request.headers
    return render(
        request,
        "editorial/similar_frame.html" if is_framed else "editorial/similar.html",
        {"room": f"{kind}s", "thing": thing, "found": found, "kind": kind},
    )
