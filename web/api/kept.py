"""An answer for a screen: a part that is the same for everyone of an audience, kept; and one's own, laid over it.

The kept part is found by the generation of the catalogue (`common.pagecache`) as pages are, so that a change is seen
with the next request. It is kept as JSON text and never parsed again.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from accounts.viewer import Viewer
from common import pagecache
from common.api.conditions import has_already
from web.caching import audience_of

_renderer = JSONRenderer()


def told(data: Any) -> bytes:
    """Data as JSON text."""
    return bytes(_renderer.render(data)) or b"null"  # the renderer tells None as nothing


def shared_part(
    viewer: Viewer, address: str, make: Callable[[], Any], *, of_list: bool = False
) -> pagecache.StoredPage:
    """What an audience shares of a screen. `make` raises NotFound for what the viewer may not see."""
    audience = audience_of(viewer, of_list=of_list)
    generation = pagecache.generation() if audience else ""
    key = ""
    if generation:
        language = get_language() or settings.LANGUAGE_CODE
        key = pagecache.page_key(generation, audience, language, address)
        found = pagecache.find(key)
        if found is not None:
            return found
    body = told(make())
    page = unkept(body)
    if key:
        pagecache.keep(key, body=body, headers=(), etag=page.etag)
    return page


def unkept(body: bytes) -> pagecache.StoredPage:
    """What is made for one viewer alone."""
    return pagecache.StoredPage(body, (), hashlib.blake2b(body, digest_size=12).hexdigest())


def screen(request: Request | HttpRequest, shared: pagecache.StoredPage, own: Any) -> HttpResponse:
    """`{"shared": …, "own": …}`, or 304 for who has just that. `own` is None for who is not signed in."""
    mine = told(own)
    tag = f'"{shared.etag}{hashlib.blake2b(mine, digest_size=6).hexdigest()}"'
    if has_already(request.headers.get("If-None-Match", ""), tag):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        body = b'{"shared":' + shared.body + b',"own":' + mine + b"}"
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
    return response
