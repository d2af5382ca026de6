"""Albums."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.viewer import viewer_for
from catalog.models import Album
from web.addresses import thing_at
from web.album_page import album_page
from web.caching import page
from web.meta import about
from web.templatetags.music import spoken_length, track_count


@page
def album_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer = viewer_for(request)
    album = thing_at(request, Album.objects.reachable_by(viewer).select_related("cover"), public_id)
    shown = album_page(album, viewer)
    words = (
        album.artist_line,
        album.year,
        track_count(len(shown.tracks)),
        spoken_length(shown.length_ms),
    )
    context = {name: getattr(shown, name) for name in (*shown.__dataclass_fields__, "length_ms")}
    return render(
        request,
        "web/album.html",
        {
            "room": "albums",
            **context,
            **about(
                album.get_absolute_url(),
                description=" · ".join(word for word in words if word),
                listed_to=album.listed_to,
                pictured=album,
            ),
        },
    )
