"""oEmbed for public albums, tracks and artists (https://oembed.com): what a chat shows of a link to here.

Nothing of this site is shown in frames, so the answer is a `link` with a picture. Whatever not everyone finds in lists
answers as what does not exist.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.viewer import NOBODY
from catalog.models import Album, Artist, Track
from common.addresses import address_parts
from common.errors import NotFound

OPEN_GRAPH = 1200
"""Pixels of the longer edge of `og.jpg`, as `pictures.decoding` makes it (which brings Pillow along: not here)."""
_place = re.compile(r"/(?P<kind>albums|tracks|artists)/(?:[^/]*-)?(?P<public_id>[0-9a-f]{32})")


@require_safe
@cache_control(public=True, max_age=3600)
def oembed(request: HttpRequest) -> HttpResponse:
    """JSON only: another `format` answers 501, as the standard says."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    thing = _thing_at(request.GET.get("url", ""))
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "link",
        "title": thing.name if isinstance(thing, Artist) else thing.title,
        "provider_name": settings.SITE_NAME,
        "provider_url": settings.SITE_URL + "/",
        "cache_age": 3600,
    }
    if not isinstance(thing, Artist):
        answer["author_name"] = thing.artist_line
    pictured = thing.album if isinstance(thing, Track) else thing
    artwork = pictured.cover if isinstance(pictured, Album) else pictured.image
    if artwork is not None and artwork.sizes:
        kind = "album" if isinstance(pictured, Album) else "artist"
        scale = min(1, OPEN_GRAPH / max(artwork.width, artwork.height, 1))
        answer |= {
            "thumbnail_url": f"{settings.SITE_URL}/artwork/{kind}/{pictured.public_id}/og.jpg",
            "thumbnail_width": round(artwork.width * scale),
            "thumbnail_height": round(artwork.height * scale),
        }
    return JsonResponse(answer)


def _thing_at(url: str) -> Album | Artist | Track:
    """What everyone finds at an address of this site. Raises NotFound."""
    site = urlsplit(settings.SITE_URL)
    asked = address_parts(url)
    place = _place.fullmatch(asked.path)
    if place is None or asked.netloc != site.netloc or asked.scheme not in {"http", "https"}:
        raise NotFound
    public_id = place["public_id"]
    found: Album | Artist | Track | None
    if place["kind"] == "albums":
        albums = Album.objects.listed_for(NOBODY).select_related("cover")
        found = albums.filter(public_id=public_id).first()
    elif place["kind"] == "tracks":
        tracks = Track.objects.listed_for(NOBODY).select_related("album__cover")
        found = tracks.filter(public_id=public_id).first()
    else:
        people = Artist.objects.listed_for(NOBODY).with_image_for(NOBODY)
        found = people.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    thing: Album | Artist | Track = found
    return thing
