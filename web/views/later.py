"""Listen later: the list of what to hear. Its buttons are forms."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import Conflict, NotFound
from common.ids import PUBLIC_ID
from playlists.later import later_list
from playlists.places import Place
from playlists.services.later import (
    KINDS,
    later_add,
    later_clear,
    later_move,
    later_remove,
    later_tick,
)
from web.caching import own_page
from web.meta import about
from web.views.playlist_edit import back_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def later(request: HttpRequest) -> HttpResponse:
    """The list; a POST is one press of a button, and leads back to it."""
    if request.method == "POST":
        _act(request)
        return back_to(reverse("later"))
    found = later_list(viewer_for(request))
    return render(
        request,
        "playlists/later.html",
        {
            "room": "later",
            "title": _("Listen later"),
            "items": found,
            "open_count": sum(item.done_at is None for item in found),
            "done_count": sum(item.done_at is not None for item in found),
            **about("/later/", description=_("Listen later"), listed_to=1),
        },
    )


def _act(request: HttpRequest) -> None:
    user, viewer, given = user_for(request), viewer_for(request), request.POST
    if thing := given.get("add"):
        kind, _colon, public_id = thing.partition(":")
        if kind not in KINDS or not PUBLIC_ID.fullmatch(public_id):
            raise NotFound
        later_add(user=user, viewer=viewer, kind=kind, public_id=public_id)
    elif item := given.get("done"):
        later_tick(user=user, item_id=item, done=True)
    elif item := given.get("open"):
        later_tick(user=user, item_id=item, done=False)
    elif item := given.get("remove"):
        later_remove(user=user, item_id=item)
    elif "clear" in given:
        later_clear(user=user)
    elif item := given.get("up") or given.get("down"):
        ids = [row.id for row in later_list(viewer)]
        if item not in ids:
            raise NotFound
        other = ids.index(item) + (-1 if "up" in given else 1)
        if 0 <= other < len(ids):
            try:
                place = Place("before" if "up" in given else "after", ids[other])
                later_move(user=user, item_id=item, place=place)
            except Conflict:
                return  # the list has changed: the page shows how it is now
