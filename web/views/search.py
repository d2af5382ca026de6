"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.viewer import viewer_for
from catalog.finding import find
from web.caching import list_page
from web.meta import about

MOST = 12
"""Of each kind."""
LONGEST = 100


@list_page()
def search(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()
    found = find(viewer_for(request), query, limit=MOST)
    return render(
        request,
        "web/search.html",
        {
            "room": "search",
            "query": query,
            "artists": found.artists,
            "albums": found.albums,
            "tracks": found.tracks,
            "found_any": bool(found.artists or found.albums or found.tracks),
            **about("/search/", description=_("Search"), listed_to=1),
        },
    )
