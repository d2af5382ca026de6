"""Pictures as answers: a size of one, or the cover drawn for what has none."""

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

from pictures.generated import cover_svg
from pictures.models import Artwork
from pictures.services import artwork_file
from pictures.sizes import SIZES

NAMED: dict[str, int | str] = {**{str(size): size for size in SIZES}, "og.jpg": "og"}
"""Sizes as the addresses have them."""


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
