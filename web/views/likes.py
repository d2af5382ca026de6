"""What the listener likes."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.viewer import user_for, viewer_for
from catalog.models import Album, Artist, Track
from playlists.models import Like
from web import reads
from web.caching import own_page
from web.listing import Order, listing
from web.meta import about


@require_safe
@login_required
@own_page
def likes(request: HttpRequest) -> HttpResponse:
    """Liked tracks as a list; above it, on the first page, the newest liked albums and artists."""
    viewer, user = viewer_for(request), user_for(request)
    mine = Like.objects.filter(user=user)
    tracks = Track.objects.reachable_by(viewer).for_rows()
    found = listing(
        request,
        mine.filter(track__in=Track.objects.reachable_by(viewer)).prefetch_related(
            Prefetch("track", tracks)
        ),
        orders=(Order("newest", _("Newest"), ("-liked_at", "-id")),),
        size=100,
    )
    albums: list[Album] = []
    artists: list[Artist] = []
    if found.is_first:
        albums = list(
            reads.album_cards(viewer).filter(likes__user=user).order_by("-likes__liked_at")[:24]
        )
        artists = list(
            Artist.objects.listed_for(viewer)
            .filter(likes__user=user)
            .with_image_for(viewer)
            .order_by("-likes__liked_at")[:24]
        )
    return render(
        request,
        "web/likes.html",
        {
            "room": "likes",
            "listing": found,
            "tracks": [like.track for like in found.rows],
            "albums": albums,
            "artists": artists,
            **about("/likes/", description=_("Likes"), listed_to=1),
        },
    )
