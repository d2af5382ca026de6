"""Pictures: `/artwork/<album|artist>/<public id>/<size>`, asked for by the thing that shows them.

Whoever may open the thing may see its picture, and nobody else: bytes follow the same rule as rows.
"""

import hashlib

from django.core.files.storage import FileSystemStorage, default_storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.viewer import NOBODY, Viewer, viewer_for
from catalog.models import Album, Artist
from common.errors import NotFound
from pictures.generated import cover_svg
from pictures.models import Artwork
from pictures.services import artwork_file
from pictures.sizes import SIZES

# A shared cache asks again each minute, so that what is no longer public is gone from it within one.
PUBLIC = "public, max-age=86400, s-maxage=60"
PRIVATE = "private, no-cache"
STAND_IN = PRIVATE
"""Of a drawn cover at a picture's address: the picture may be made in a moment."""
NAMED: dict[str, int | str] = {**{str(size): size for size in SIZES}, "og.jpg": "og"}
"""Sizes as the addresses have them."""

Thing = Album | Artist


@require_safe
def artwork(request: HttpRequest, kind: str, public_id: str, size: str) -> HttpResponseBase:
    """The picture in the smallest size that is large enough; the drawn one while there is none."""
    thing, caching = _thing(request, kind, public_id)
    found = sent(request, picture_of(thing), size, caching)
    if found is None and size in NAMED and size != "og.jpg":
        return _generated(request, thing, STAND_IN)
    if found is None:
        raise NotFound
    return found


def sent(
    request: HttpRequest, picture: Artwork | None, size: str, caching: str
) -> HttpResponseBase | None:
    """The bytes of a picture in a size, or the way to them; None where there are none."""
    found = artwork_file(picture, NAMED[size]) if size in NAMED else None
    if found is None or picture is None:
        return None
    key, mime = found
    etag = f'"{picture.sha256[:16]}-{key.rpartition("/")[2]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _cached(HttpResponseNotModified(), etag, caching)
    if not isinstance(default_storage, FileSystemStorage):
        redirect = HttpResponseRedirect(default_storage.url(key))
        redirect.headers["Cache-Control"] = "no-store"
        return redirect
    try:
        file = default_storage.open(key)
    except FileNotFoundError:
        return None
    return _cached(FileResponse(file, content_type=mime), etag, caching)


@require_safe
def generated(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The drawn cover of a thing that has no picture."""
    thing, caching = _thing(request, kind, public_id)
    return _generated(request, thing, caching)


def picture_of(thing: Thing) -> Artwork | None:
    return thing.cover if isinstance(thing, Album) else thing.image


def _thing(request: HttpRequest, kind: str, public_id: str) -> tuple[Thing, str]:
    """The thing that shows the picture, and how long its bytes may be kept. Raises NotFound.

    Public ones are found without looking at the session: one query, and the answer depends on nobody.
    """
    found = _reachable(kind, NOBODY, public_id)
    if found:
        return found, PUBLIC
    viewer = viewer_for(request)
    found = _reachable(kind, viewer, public_id) if viewer != NOBODY else None
    if found is None:
        raise NotFound
    return found, PRIVATE


def _reachable(kind: str, viewer: Viewer, public_id: str) -> Thing | None:
    album: Album | None
    artist: Artist | None
    if kind == "album":
        rows = Album.objects.reachable_by(viewer).select_related("cover")
        album = rows.filter(public_id=public_id).first()
        return album
    people = Artist.objects.reachable_by(viewer).with_image_for(viewer)
    artist = people.filter(public_id=public_id).first()
    return artist


def _generated(request: HttpRequest, thing: Thing, caching: str) -> HttpResponse:
    words = (thing.title, thing.artist_line) if isinstance(thing, Album) else (thing.name, "")
    return drawn(request, thing.public_id, words, caching)


def drawn(
    request: HttpRequest, public_id: str, words: tuple[str, str], caching: str
) -> HttpResponse:
    """A cover drawn from an id, with two lines of words unless they are not wanted."""
    body = cover_svg(public_id, *(("", "") if "plain" in request.GET else words))
    etag = f'"{hash_of(body)}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _cached(HttpResponseNotModified(), etag, caching)
    response = HttpResponse(body, content_type="image/svg+xml")
    # Opened by itself, an SVG is a document: it may do nothing there.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'none'"
    return _cached(response, etag, caching)


def hash_of(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=10).hexdigest()


def _cached[R: HttpResponseBase](response: R, etag: str, caching: str) -> R:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = caching
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
