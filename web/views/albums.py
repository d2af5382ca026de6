"""Albums."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.viewer import viewer_for
from catalog.models import Album
from playlists.sharing.queries import shared_by
from web.addresses import thing_at
from web.album_page import album_article, album_reached, may_edit, others_by, tracks_shown
from web.caching import page
from web.cards import album_cards
from web.parts import parts_for


@page
def album_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which tracks and other albums there are is asked for each viewer; how they look is kept."""
    viewer, parts = viewer_for(request), parts_for(request)
    album = album_reached(viewer, public_id)
    if album is None or request.path != album.get_absolute_url():
        # Where it is now, if anywhere.
        album = thing_at(request, Album.objects.reachable_by(viewer), public_id)
    tracks = tracks_shown(viewer, album.pk)
    edits = may_edit(album, viewer)
    article = parts.one(
        "album",
        (album.pk, tracks, viewer.is_member, edits),
        lambda: album_article(album.pk, tracks, for_members=viewer.is_member, for_editors=edits),
    )
    by, name = article.main_artist or (None, "")
    others = others_by(by, viewer, besides=album.pk) if by else []
    return render(
        request,
        "web/album.html",
        {
            "room": "albums",
            "shared_by": shared_by(viewer, "album", album),
            "article": article,
            "main_artist": name,
            "others": album_cards(parts, viewer, others),
            **article.meta,
        },
    )
