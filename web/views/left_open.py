"""What the listener left in the middle: a frame that is laid over home, and stands on the page of history."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.viewer import Viewer, user_for, viewer_for
from catalog.models import Track
from streaming.bookmarks import bookmark_remove, bookmarks_of
from streaming.models import Bookmark
from web.caching import own_page

SHOWN = 8


def bookmarks_shown(user: User, viewer: Viewer) -> list[Bookmark]:
    """The latest of the listener's bookmarks with what is shown of their tracks: three queries, one for none."""
    rows = bookmarks_of(user, viewer).order_by("-changed_at", "-id")
    return list(rows.prefetch_related(Prefetch("track", Track.objects.for_rows()))[:SHOWN])


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@own_page
def left_open(request: HttpRequest) -> HttpResponse:
    """The frame by itself; posted to, it forgets where one track was left (`forget`)."""
    if request.method == "POST":
        bookmark_remove(user=user_for(request), track_id=request.POST.get("forget", ""))
        is_frame = "Turbo-Frame" in request.headers
        return HttpResponseRedirect(reverse("left-open" if is_frame else "history"), status=303)
    return render(
        request,
        "web/left_open.html",
        {"bookmarks": bookmarks_shown(user_for(request), viewer_for(request))},
    )
