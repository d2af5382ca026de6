"""Adding something to a playlist: choose one, or make one of it. The menu of the client does the same by the API."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import NotFound
from common.ids import PUBLIC_ID
from playlists.models import Playlist
from playlists.queries import cards_of
from playlists.services import Duplicated, entries_add, playlist_create_of
from playlists.services.likes import thing_of
from web.caching import own_page
from web.views.playlist_edit import back_to

KINDS = ("track", "album", "playlist")
MOST = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def playlist_add(request: HttpRequest) -> HttpResponse:
    """`?item=track:<id>`: which playlist it goes into. A track that is there already is asked about once."""
    viewer = viewer_for(request)
    item = request.POST.get("item") or request.GET.get("item", "")
    kind, _colon, public_id = item.partition(":")
    if kind not in KINDS or not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    thing = thing_of(viewer=viewer, kind=kind, public_id=public_id)
    warned = ""
    if request.method == "POST":
        chosen = request.POST.get("playlist", "")
        title = request.POST.get("title", "").strip()[:200]
        if not chosen and title:
            made = playlist_create_of(
                viewer=viewer, user=user_for(request), title=title, things=[(kind, public_id)]
            )
            return back_to(
                made.playlist.get_absolute_url(), undo=made.change.public_id if made.change else ""
            )
        if chosen:
            try:
                added = entries_add(
                    viewer=viewer,
                    user=user_for(request),
                    playlist_id=chosen,
                    things=[(kind, public_id)],
                    duplicates="add" if "again" in request.POST else "refuse",
                )
                undo = added.change.public_id if added.change else ""
                return back_to(added.playlist.get_absolute_url(), undo=undo)
            except Duplicated as error:
                warned = str(error)
    by_hand = Playlist.objects.mine(viewer).filter(is_smart=False)
    mine = list(by_hand.for_cards().order_by("-changed_at", "-id")[:MOST])
    thing.refresh_from_db(fields=["title"])
    return render(
        request,
        "playlists/add.html",
        {
            "room": "playlists",
            "title": _("Add to a playlist"),
            "item": item,
            "thing": thing,
            "cards": cards_of(mine, viewer),
            "warned": warned,
            "chosen": request.POST.get("playlist", ""),
        },
        status=422 if request.method == "POST" else 200,
    )
