"""Names of routes, as numbers are kept under: as many as the site has, whatever anybody asks for."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve

STREAM = "track-stream"
UNKNOWN = "none"
STATIC = "static"
ADMIN = "admin"


def route_of(request: HttpRequest, response: HttpResponse) -> str:
    """`album`, `api-track`, `static`, `admin` …; `none` for what there is no route for."""
    match = request.resolver_match
    if match is not None:
        return _name(match)
    if request.path_info.startswith(settings.STATIC_URL):
        return STATIC
    # A page that is kept was answered before its route was looked for; of a refusal only the status matters.
    return route_at(request.path_info) if response.status_code < 400 else UNKNOWN


def pattern_of(request: HttpRequest) -> str:
    """`albums/<slugged_id:public_id>`; empty where there is no route, or it was not looked for."""
    return request.resolver_match.route if request.resolver_match else ""


@lru_cache(2048)
def route_at(path: str) -> str:
    """The same of a path alone."""
    try:
        return _name(resolve(path))
    except Resolver404:
        return UNKNOWN


def _name(match: ResolverMatch) -> str:
    # Each model of the admin has five, and nobody needs them apart.
    return ADMIN if match.app_names == ["admin"] else match.view_name


def group_of(route: str) -> str:
    """A handful of kinds, for where each series is paid for: `search`, `stream`, `api`, `admin`, `static`, `page`."""
    if route in {STATIC, ADMIN, UNKNOWN}:
        return route
    if "search" in route:
        return "search"
    if "stream" in route:
        return "stream"
    return "api" if route.startswith("api") or ".api." in route else "page"
