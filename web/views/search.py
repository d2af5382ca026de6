"""The search page."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.viewer import viewer_for
from catalog.models import Artist
from common.text import sort_key
from web import reads
from web.caching import page
from web.meta import about

MOST = 12
LONGEST = 100


@page
def search(request: HttpRequest) -> HttpResponse:
    viewer = viewer_for(request)
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    key = sort_key(query)
    found = {}
    if key:
        artists = Artist.objects.listed_for(viewer).select_related("image")
        found = {
            "artists": starting_with(artists, key)[:MOST],
            "albums": starting_with(reads.album_cards(viewer), key)[:MOST],
            "tracks": starting_with(reads.track_rows(viewer), key)[:30],
        }
    shown = {name: list(rows) for name, rows in found.items()}
    return render(
        request,
        "web/search.html",
        {
            "room": "search",
            "query": query,
            "found_any": any(shown.values()),
            **shown,
            **about("/search/", description=_("Search"), listed_to=1),
        },
    )


def starting_with[M: Model](rows: "QuerySet[M]", key: str) -> "QuerySet[M]":
    """Rows whose sort key begins with this one: a range, which an index of either database serves."""
    return rows.filter(sort_key__gte=key, sort_key__lt=key + "\uffff").order_by("sort_key", "id")
