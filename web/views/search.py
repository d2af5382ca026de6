"""The search page, and what the box shows while one types."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.viewer import viewer_for
from catalog.finding import EVERYTHING, Found, find
from common.api.limits import Limit
from search.language import Query, parse
from web.caching import list_page
from web.found import looks
from web.meta import about
from web.narrowing import address_of, facets_of, narrowed_by
from web.parts import part, parts_for
from web.visits import note_found

FIRST, PAGE, INSTANT = 12, 60, 4
"""Hits of each kind beside others, of one kind alone on a page, and in the box."""

LONGEST, LAST_PAGE = 200, 100


class SearchLimit(Limit):
    """Five a second for a whole minute, unless set otherwise: faster than anybody types. Each person, or each address,
    has their own.
    """

    name, setting = "search", "SEARCH_RATE_LIMIT"


@dataclass(frozen=True, slots=True)
class Section:
    """Hits of one kind; `count` is None where nobody counted, `more` leads to all of them."""

    kind: str
    title: str
    rows: list[Any]
    count: int | None
    more: str


@list_page()
def search(request: HttpRequest) -> HttpResponse:
    query = _query(request)
    kind, page = request.GET.get("kind", ""), _page(request)
    if kind not in {"", *EVERYTHING}:
        raise Http404
    if query:
        SearchLimit.count_page(request)
    viewer = viewer_for(request)
    limit = PAGE if kind else FIRST
    found = find(
        viewer,
        query,
        limit=limit,
        kinds=(kind,) if kind else EVERYTHING,
        offset=(page - 1) * PAGE if kind else 0,
        facets=bool(query),
    )
    sections = _sections(query, found, limit)
    note_found(request, sum(len(section.rows) for section in sections))
    is_last = not kind or not _has_more(found, kind, offset=page * PAGE, limit=limit)
    return render(
        request,
        "web/search.html",
        {
            "room": "search",
            "query": _typed(request),
            "kind": kind,
            "sections": sections,
            "narrowed": narrowed_by(query),
            "facets": facets_of(query, found.answer.facets),
            "is_partial": found.answer.is_partial,
            "unheeded": found.answer.unheeded,
            "back": address_of(query, kind=kind, page=page - 1) if kind and page > 1 else "",
            "on": "" if is_last else address_of(query, kind=kind, page=page + 1),
            "all_kinds": address_of(query) if kind else "",
            **about("/search/", description=_("Search"), listed_to=1),
        },
    )


@list_page()
def instant(request: HttpRequest) -> HttpResponse:
    """The first few hits, as the options of the box."""
    query = _query(request)
    if query:
        SearchLimit.count_page(request)
    viewer, parts = viewer_for(request), parts_for(request)
    found = find(viewer, query, limit=INSTANT, kinds=EVERYTHING, is_quick=True, only_keys=True)
    options = {
        kind: looks(parts, viewer, kind, rows, _option, name="option", with_credits=False)
        for kind, rows in found.rows.items()
    }
    sections = _sections(query, Found(options, found.answer), INSTANT)
    return render(
        request,
        "web/search_instant.html",
        {"sections": sections, "all": address_of(query), "query": query},
    )


def _option(kind: str, row: Any) -> SafeString:
    return part("web/search_option.html", kind=kind, row=row)


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "")[:LONGEST].strip()


def _query(request: HttpRequest) -> Query:
    return parse(_typed(request))


def _page(request: HttpRequest) -> int:
    page = request.GET.get("page", "1")
    if not (page.isascii() and page.isdecimal()) or not 1 <= int(page[:6]) <= LAST_PAGE:
        raise Http404
    return int(page)


def _sections(query: Query, found: Found, limit: int) -> list[Section]:
    titles = {
        "artist": _("Artists"),
        "album": _("Albums"),
        "track": _("Tracks"),
        "genre": _("Genres"),
        "playlist": _("Playlists"),
        "person": _("People"),
        "post": _("Posts"),
    }
    return [
        Section(
            kind,
            titles[kind],
            rows,
            found.answer.totals.get(kind),
            address_of(query, kind=kind) if _has_more(found, kind, offset=limit, limit=limit) else "",
        )
        for kind, rows in found.rows.items()
        if rows
    ]  # fmt: skip


def _has_more(found: Found, kind: str, *, offset: int, limit: int) -> bool:
    total = found.answer.totals.get(kind)
    return len(found.answer.of(kind)) >= limit if total is None else total > offset
