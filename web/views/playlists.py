"""Playlists: the lists of them, and one of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import user_for, viewer_for
from catalog.audience import Visibility
from common.errors import DomainError
from common.paging import keyset_page
from playlists.models import Playlist
from playlists.models.playlist import MOST_ENTRIES
from playlists.queries import (
    PlaylistCard,
    cards_of,
    collaborators_of,
    entries_at,
    length_of,
    with_tracks,
)
from playlists.services import playlist_create
from playlists.sharing.queries import shared_by
from playlists.smart.reading import is_gathering, smart_page
from web.addresses import Moved, thing_at
from web.caching import own_page
from web.forms.playlists import TitleForm
from web.listing import Order, listing
from web.meta import about

PAGE = 100
"""Entries of a page."""


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def playlists(request: HttpRequest) -> HttpResponse:
    """One's own, or all that one sees; and a form for a new one."""
    viewer = viewer_for(request)
    form = TitleForm()
    status = 200
    if request.method == "POST":
        if not viewer.is_member:
            return login_required(playlists)(request)
        form = TitleForm(request.POST)
        if form.is_valid():
            try:
                made = playlist_create(user=user_for(request), title=form.cleaned_data["title"])
                return HttpResponseRedirect(made.get_absolute_url(), status=303)
            except DomainError as error:
                form.add_error("title", str(error))
        status = 422
    shows_all = not viewer.is_member or request.GET.get("of") == "all"
    rows = Playlist.objects.listed_for(viewer) if shows_all else Playlist.objects.mine(viewer)
    found = listing(
        request,
        rows.for_cards(),
        orders=(
            Order("changed", _("Last changed"), ("-changed_at", "-id")),
            Order("title", _("By title"), ("sort_key", "id")),
        ),
    )
    return render(
        request,
        "playlists/playlists.html",
        {
            "room": "playlists",
            "title": _("Playlists"),
            "listing": found,
            "cards": cards_of(found.rows, viewer),
            "shows_all": shows_all,
            "form": form,
            **about("/playlists/", description=_("Playlists"), listed_to=1),
        },
        status=status,
    )


@require_safe
@own_page
def playlist_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """A playlist with a page of what stands in it."""
    viewer = viewer_for(request)
    try:
        playlist = thing_at(request, Playlist.objects.reachable_by(viewer).for_cards(), public_id)
    except Moved as moved:
        return moved.response
    (card,) = cards_of([playlist], viewer)
    return render(request, "playlists/playlist.html", playlist_page(request, card))


def playlist_page(request: HttpRequest, card: PlaylistCard) -> dict[str, Any]:
    """What the page of a playlist shows: two queries for its entries, one for its length, one for its people."""
    viewer, playlist = viewer_for(request), card.playlist
    cursor = request.GET.get("cursor", "")
    if playlist.is_smart:
        page = smart_page(playlist, cursor=cursor, size=PAGE)
    else:
        rows = entries_at(viewer, playlist.public_id)
        page = keyset_page(rows, order=("position",), cursor=cursor, size=PAGE)
    words = (playlist.description, str(playlist.owner or playlist.library))
    return {
        "room": "playlists",
        "playlist": playlist,
        "is_gathering": playlist.is_smart
        and card.access == "own"
        and is_gathering(playlist, at=now()),
        "shared_by": shared_by(viewer, "playlist", playlist),
        "card": card,
        "length": length_of(playlist, viewer),
        "entries": with_tracks(page.rows, viewer),
        "next_url": f"{request.path}?cursor={page.next}" if page.next else "",
        "cursor": cursor,
        "people": collaborators_of(playlist, viewer),
        "undo": request.GET.get("undo", "") if card.may_edit else "",
        "most": MOST_ENTRIES,
        **about(
            playlist.get_absolute_url(),
            description=" · ".join(word for word in words if word),
            listed_to=0 if playlist.visibility == Visibility.PUBLIC else 1,
        ),
    }
