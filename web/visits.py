"""What visitors do, told on the side (`insights.recording`): pages opened, searches and what was chosen of their
results, use of the API. Nothing of whoever asks for privacy (https://www.w3.org/TR/gpc/), and no address with a secret
in it: a page is told by its name in the site, the API by the pattern of its address.
"""

from collections.abc import Callable
from functools import partial
from time import perf_counter
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from common.addresses import address_parts
from common.visitors import visitor_country
from insights.recording import Data, record

THINGS = frozenset({"album", "artist", "track", "genre", "playlist", "post"})
"""Names of pages that are of one thing."""
UNTOLD = ("/admin/", "/healthz", "/readyz", "/static/", "/artwork/")
LONGEST = 100
"""Characters kept of a search."""


def note_found(request: HttpRequest, count: int) -> None:
    """How many results a search showed."""
    request._found = count  # type: ignore[attr-defined]  # private to this module


class VisitsMiddleware:
    """Tells of requests that were answered. It stands outside of the page cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = perf_counter()
        response = self.get_response(request)
        if settings.EVENTS_OF_VISITS and not _wants_privacy(request):
            _told(request, response, (perf_counter() - start) * 1000)
        return response


def _wants_privacy(request: HttpRequest) -> bool:
    return request.META.get("HTTP_SEC_GPC") == "1" or request.META.get("HTTP_DNT") == "1"


def _told(request: HttpRequest, response: HttpResponse, ms: float) -> None:
    path = request.path_info
    if path.startswith("/api/"):
        match = request.resolver_match
        if match is not None:
            has_token = "HTTP_AUTHORIZATION" in request.META
            by = ("token" if has_token else "session") if _person(request) else "nobody"
            data: Data = {
                "route": match.route, "method": request.method or "", "status": response.status_code,
                "ms": round(ms, 2), "by": by,
            }  # fmt: skip
            _record(request, "api.used", data)
            if match.url_name == "api-search" and response.status_code == 200:
                _record(
                    request, "search.asked", partial(_asked, request.META["QUERY_STRING"], None)
                )
        return
    if not _is_page(request, response) or path.startswith(UNTOLD):
        return
    referer = request.META.get("HTTP_REFERER", "")
    _record(request, "page.viewed", partial(_viewed, path, referer, request.get_host()))
    if path == "/search/":
        found = getattr(request, "_found", None)
        _record(request, "search.asked", partial(_asked, request.META["QUERY_STRING"], found))
    elif "/search/?" in referer:
        _record(request, "search.chosen", partial(_chosen, path, referer))


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody looks at it: not what a browser fetches ahead, or into another page."""
    meta = request.META
    return (
        request.method == "GET"
        and response.status_code in {200, 304}
        and "HTTP_X_SEC_PURPOSE" not in meta
        and "HTTP_SEC_PURPOSE" not in meta
        and "HTTP_TURBO_FRAME" not in meta
        and "text/html" in meta.get("HTTP_ACCEPT", "")
        and response.headers.get("Content-Type", "text/html").startswith("text/html")
    )


def _record(request: HttpRequest, name: str, data: Data | Callable[[], Data | None]) -> None:
    record(name, data, person=_person(request), country=visitor_country(request))


def _person(request: HttpRequest) -> str:
    """Who was found to ask, if anybody looked: a page of the cache is nobody's."""
    user = request.__dict__.get("user")
    if isinstance(user, SimpleLazyObject):
        user = request.__dict__.get("_cached_user")
    return user.public_id if isinstance(user, User) else ""


def _viewed(path: str, referer: str, host: str) -> Data | None:
    named = _named(path)
    if named is None:
        return None
    page, thing = named
    elsewhere = address_parts(referer).hostname or ""
    is_here = elsewhere == host.partition(":")[0]
    return {"page": page, **thing, "from_host": "" if is_here else elsewhere}


def _asked(query_string: str, found: int | None) -> Data | None:
    words = _words(query_string)
    return {"words": words, "found": found} if words is not None else None


def _chosen(path: str, referer: str) -> Data | None:
    named, words = _named(path), _words(address_parts(referer).query)
    if named is None or not named[1] or words is None:
        return None
    return {"words": words, **named[1]}


def _named(path: str) -> tuple[str, Data] | None:
    """The name of a page, and the thing it is of."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name in THINGS:
        return match.url_name, {"thing_kind": match.url_name, "thing": match.kwargs["public_id"]}
    return (match.url_name, {}) if match.url_name else None


def _words(query_string: str) -> str | None:
    """What was searched for; None where nothing was. What may be an address is left out."""
    words = " ".join(parse_qs(query_string).get("q", [""])[0].lower().split())[:LONGEST]
    return None if not words else "" if "@" in words else words
