"""Albums."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.viewer import viewer_for
from catalog.models import Album, Track
from web.addresses import thing_at
from web.album_page import album_article, others_by
from web.caching import page
from web.cards import album_cards
from web.parts import parts_for


@page
def album_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Which tracks and other albums there are is asked for each viewer; how they look is kept."""
    viewer, parts = viewer_for(request), parts_for(request)
    reachable = Album.objects.reachable_by(viewer).only("public_id", "title")
    album = thing_at(request, reachable, public_id)
    tracks = tuple(Track.objects.on_album(album, viewer).values_list("pk", flat=True))
    article = parts.one(
        "album",
        (album.pk, tracks, viewer.is_member),
        lambda: album_article(album.pk, tracks, for_members=viewer.is_member),
    )
    by, name = article.main_artist or (None, "")
    others = others_by(by, viewer, besides=album.pk) if by else []
    return render(
        request,
        "web/album.html",
        {
            "room": "albums",
            "article": article,
            "main_artist": name,
            "others": album_cards(parts, viewer, others),
            **article.meta,
        },
    )
