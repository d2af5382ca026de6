"""The inbox: what others shared with one. Its buttons are forms."""

from contextlib import suppress

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import NotFound
from common.paging import keyset_page
from playlists.models import ShareRecipient
from playlists.sharing.inbox import (
    inbox_dismiss,
    inbox_read,
    inbox_read_all,
    refusal_add,
    refusal_remove,
)
from playlists.sharing.queries import NEWEST, received, refused_by, unread_count
from web.caching import own_page
from web.views.playlist_edit import back_to
from web.views.shares import PAGE


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def inbox(request: HttpRequest) -> HttpResponse:
    """What was shared with one, the newest first; a POST is one press of a button, and leads back to it."""
    viewer = viewer_for(request)
    if request.method == "POST":
        with suppress(NotFound):  # it was taken back meanwhile: the page shows how it is now
            _act(request)
        return back_to(reverse("inbox"))
    rows = ShareRecipient.objects.shown_to(viewer).with_things()
    page = keyset_page(rows, order=NEWEST, cursor=request.GET.get("cursor", ""), size=PAGE)
    return render(
        request,
        "playlists/inbox.html",
        {
            "room": "inbox",
            "title": _("Inbox"),
            "lines": received(page.rows),
            "unread": unread_count(viewer),
            "refused": refused_by(user_for(request)),
            "next_url": f"{request.path}?cursor={page.next}" if page.next else "",
        },
    )


def _act(request: HttpRequest) -> None:
    user, viewer, given = user_for(request), viewer_for(request), request.POST
    if item := given.get("read"):
        inbox_read(viewer=viewer, item_id=item)
    elif item := given.get("unread"):
        inbox_read(viewer=viewer, item_id=item, read=False)
    elif item := given.get("dismiss"):
        inbox_dismiss(viewer=viewer, item_id=item)
    elif "read_all" in given:
        inbox_read_all(viewer=viewer)
    elif handle := given.get("refuse"):
        refusal_add(user=user, handle=handle)
    elif handle := given.get("accept"):
        refusal_remove(user=user, handle=handle)
