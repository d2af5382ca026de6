"""Who gets the same body, and how a page is kept for them.

A page's body is the same for everyone in its *audience*: `everyone` (nobody is signed in), `members` (signed in, with
nothing special), or the name of a set of libraries that somebody may read beyond those of all members. What pages show
follows from that set alone (see `catalog.reach`), so whoever has the same set gets the same body. A grant opens things
by their address and is in no list: so its holder is an audience of one on the pages of things, which are made anew for
them each time, and one of many on lists.

Only the pages of `everyone` may be kept by browsers and caches on the way; all others are `no-store` there.
"""

import gzip
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from accounts.viewer import Viewer, viewer_for
from catalog.reach import reach_of
from common import pagecache
from common.api.conditions import has_already
from web.addresses import Moved

EVERYONE, MEMBERS = "everyone", "members"
# Parameters with few possible values; a page with any other (a cursor, a search, a tracker's), or with one that the
# page itself does not read and refuse, is made anew, so that nobody can fill the cache by making up addresses.
KEPT_PARAMETERS = frozenset({"sort", "type", "genre", "decade", "letter"})
SHARED = "public, max-age=0, s-maxage="
SMALL = 500
"""Bytes below which compressing saves no packet."""
_copied = (
    "Cache-Control",
    "Content-Type",
    "Content-Language",
    "X-Frame-Options",
    "X-Robots-Tag",
    "Link",
)

View = Callable[..., HttpResponse]


def audience_of(viewer: Viewer, *, of_list: bool = False) -> str:
    """The name of the viewer's audience of a list, or of the page of a thing; empty for one of their own.

    No query for nobody, one for a member, where the reach of theirs was not read before.
    """
    reach = reach_of(viewer)
    if reach.holds_grants and not of_list:
        return ""
    if viewer.user_id is None:
        return EVERYONE
    special = [*sorted(reach.own), "read", *sorted(reach.read)]
    if len(special) == 1 and not viewer.is_administrator:
        return MEMBERS
    written = sorted(reach.written)  # what may be changed leads to where
    return f"{'administrators' if viewer.is_administrator else 'readers'} {special} {written}"


def generation_for(request: HttpRequest) -> str:
    """The generation that was current when this request first asked; empty when the cache does not answer.

    What the request makes is kept under it, and so is found by nobody once something has changed meanwhile.
    """
    kept: str | None = getattr(request, "_generation", None)
    if kept is None:
        kept = pagecache.generation()
        request._generation = kept  # type: ignore[attr-defined]  # private to this function
    return kept


def language_for(request: HttpRequest) -> str:
    """The language of what is made for this request."""
    if len(settings.LANGUAGES) == 1:
        return settings.LANGUAGE_CODE
    # Middleware has decided; what is looked for before it is nobody's, who have no preference but their browser's.
    decided: str = getattr(request, "LANGUAGE_CODE", "")
    return decided or get_language_from_request(request)


def request_key(request: HttpRequest, audience: str) -> str | None:
    """Where this request's page is kept; None when it is not to be kept, or the cache is away."""
    if request.method not in {"GET", "HEAD"} or not request.GET.keys() <= KEPT_PARAMETERS:
        return None
    given = sorted(request.GET.lists())
    if any(len(values) > 1 for _, values in given):
        return None
    generation = generation_for(request)
    if not generation:
        return None
    # The address as it is read: `/?&&` is no address of its own.
    address = f"{request.path}?{urlencode(given, doseq=True)}"
    return pagecache.page_key(generation, audience, language_for(request), address)


def answer(request: HttpRequest, page: pagecache.StoredPage, audience: str) -> HttpResponse:
    """The kept page, compressed for whoever takes that, or 304 when the browser has it."""
    public = audience == EVERYONE
    is_packed = bool(page.packed) and takes_gzip(request.headers.get("Accept-Encoding", ""))
    # Two representations, so two tags (RFC 9110, 8.8.3.3). Pages that are not public have none.
    etag = f'{page.etag[:-1]}-gz"' if is_packed and public else page.etag
    if public and has_already(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        body = page.packed if is_packed else page.body
        response = HttpResponse(body)
        for name, value in page.headers:
            response.headers[name] = value
        # CommonMiddleware, which usually says it, stands further in.
        response.headers["Content-Length"] = str(len(body))
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
    return _with_rules(response, etag, public=public)


def packed(body: bytes) -> bytes:
    """The body of a kept page by gzip; empty where that would save nothing.

    Kept pages only: they are the same for everyone of an audience, so there is no secret in them that could be guessed
    from how well they compress (https://breachattack.com).
    """
    small = gzip.compress(body, compresslevel=6, mtime=0) if len(body) >= SMALL else body
    return small if len(small) < len(body) else b""


_gzip = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


@lru_cache(256)
def takes_gzip(accepted: str) -> bool:
    """Whether an `Accept-Encoding` names gzip, or everything, with a weight above zero (RFC 9110, 12.5.3)."""
    named = _gzip.search(accepted)
    return named is not None and (named[1] is None or named[1].strip("0.") != "")


def _with_rules(response: HttpResponse, etag: str, *, public: bool) -> HttpResponse:
    if public:
        if not response.headers.get("Cache-Control", "").startswith(SHARED):
            # Asked again each time, and answered with 304: what changed is seen at once.
            response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        response.headers["ETag"] = etag
    else:
        response.headers["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Accept-Encoding", "Accept-Language", "Cookie"])
    return response


def page(view: View) -> View:
    """The page of a thing: kept for its audience where that is safe, with the right headers for the rest."""
    return page_with()(view)


def page_with(*parameters: str, of_list: bool = False) -> Callable[[View], View]:
    """A page that reads these of KEPT_PARAMETERS, and answers 404 to a value that there is not.

    `of_list`: it shows what `listed_for` gives and asks nothing else, so that grants change nothing of it.
    """

    def keeping(view: View) -> View:
        @require_safe
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            audience = audience_of(viewer_for(request), of_list=of_list)
            key = request_key(request, audience) if audience else None
            found = pagecache.find(key) if key else None
            if found:
                return answer(request, found, audience)
            try:
                response = view(request, *args, **kwargs)
            except Moved as moved:
                response = moved.response
            if response.status_code != 200:
                if audience != EVERYONE:
                    response.headers["Cache-Control"] = "private, no-store"
                return response
            etag = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
            response = _with_rules(response, etag, public=audience == EVERYONE)
            if key and not response.cookies and set(parameters).issuperset(request.GET):
                response.kept_as = key  # type: ignore[attr-defined]  # stored on the way out, with all its headers
            return response

        return kept

    return keeping


def shared_for(seconds: int) -> Callable[[View], View]:
    """Below `page_with`: caches on the way (a CDN) may answer with it for so long, and ten times as long while they ask
    for a newer one (`stale-while-revalidate`, RFC 5861). For what may be seen a little late.
    """

    def sharing(view: View) -> View:
        @wraps(view)
        def shared(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = view(request, *args, **kwargs)
            response.headers["Cache-Control"] = (
                f"{SHARED}{seconds}, stale-while-revalidate={10 * seconds}"
            )
            return response

        return shared

    return sharing


def list_page(*parameters: str) -> Callable[[View], View]:
    """`page_with` for a list: of what `listed_for` gives, and of nothing else."""
    return page_with(*parameters, of_list=True)


def own_page(view: View) -> View:
    """A page of one person: never kept, here or anywhere."""

    @wraps(view)
    def unkept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return unkept


class PageCacheMiddleware:
    """Answers public pages before sessions, sign-in and everything else is looked at; keeps what pages allow.

    It stands outside of the session's middleware: a request without a session cookie is nobody's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES and not request.path.startswith(
            ("/api/", "/admin/", "/account/", "/artwork/")
        ):
            request.get_host()  # raises DisallowedHost, for kept pages as for all others
            key = request_key(request, EVERYONE)
            found = pagecache.find(key) if key else None
            if found:
                return answer(request, found, EVERYONE)
        response = self.get_response(request)
        key = getattr(response, "kept_as", None)
        if key and not response.cookies:
            headers = tuple(
                (name, response.headers[name]) for name in _copied if name in response.headers
            )
            pagecache.keep(
                key,
                body=response.content,
                headers=headers,
                etag=response.headers.get("ETag", ""),
                packed=packed(response.content),
            )
        return response
