"""The artists whom one follows, and what is new of them."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.viewer import Viewer, user_for, viewer_for
from catalog.models import Artist
from playlists.models import Follow
from playlists.queries import releases_of_followed
from web.caching import own_page
from web.cards import album_cards
from web.listing import Order, listing
from web.meta import about
from web.parts import Parts, parts_for

RELEASES = 14
"""Two lines of the widest screen, as on home."""


@require_safe
@login_required
@own_page
def following(request: HttpRequest) -> HttpResponse:
    """Followed artists, the latest first; above them, on the first page, their newest albums here."""
    viewer, parts = viewer_for(request), parts_for(request)
    reachable = Artist.objects.reachable_by(viewer)
    found = listing(
        request,
        Follow.objects.filter(user=user_for(request), artist__in=reachable).prefetch_related(
            Prefetch("artist", reachable.with_image_for(viewer))
        ),
        orders=(Order("newest", _("Newest"), ("-followed_at", "-id")),),
    )
    return render(
        request,
        "web/following.html",
        {
            "room": "following",
            "title": _("Following"),
            "listing": found,
            "artists": [follow.artist for follow in found.rows],
            "releases": new_releases(viewer, parts) if found.is_first and found.rows else [],
            **about("/following/", description=_("Following"), listed_to=1),
        },
    )


@require_safe
@login_required
@own_page
def following_shelf(request: HttpRequest) -> HttpResponse:
    """The shelf that home, whose page is the same for everyone, fetches for whoever is looking."""
    cards = new_releases(viewer_for(request), parts_for(request))
    return render(request, "partials/followed_shelf.html", {"cards": cards})


def new_releases(viewer: Viewer, parts: Parts) -> list[SafeString]:
    """Cards of the newest albums of followed artists. Two queries, four where the cards are not kept."""
    newest = releases_of_followed(viewer).order_by("-added_at", "-id")
    return album_cards(parts, viewer, newest.values_list("pk", flat=True)[:RELEASES])
