"""The front page, one's own shelves that are laid over it, and how it looks at another time or to others."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, make_aware, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.viewer import NOBODY, Viewer, user_for, viewer_for
from common.errors import NotFound
from editorial.models import Shelf
from editorial.shelves import arranged, audiences_of, is_new_listener, shown
from web.caching import language_for, list_page, own_page
from web.meta import about
from web.parts import Parts, parts_for
from web.shelves import Section, sections_of


@list_page()
def home(request: HttpRequest) -> HttpResponse:
    viewer, parts = viewer_for(request), parts_for(request)
    shelves = _shown(request, parts, now(), is_member=viewer.is_member)
    return _page(request, viewer, _sections(shelves, viewer, parts))


@require_safe
@login_required
@own_page
def own_shelves(request: HttpRequest) -> HttpResponse:
    """What home, whose page is the same for everyone, fetches for whoever is looking."""
    viewer, parts, at = viewer_for(request), parts_for(request), now()
    is_new = is_new_listener(user_for(request), at)
    shelves = _shown(request, parts, at, is_member=True, is_new=is_new)
    return render(
        request,
        "editorial/own_shelves.html",
        {"sections": sections_of(_own(shelves), viewer, parts)},
    )


@require_safe
@login_required
@own_page
def home_preview(request: HttpRequest) -> HttpResponse:
    """Home as it will be: `at`, a time; `as`, one of visitor, member, new; `language`, a code."""
    if not request.user.has_perm("editorial.view_shelf"):
        raise NotFound
    told = request.GET
    at = _time(told.get("at", "")) or now()
    as_whom = told.get("as") if told.get("as") in {"visitor", "member", "new"} else "visitor"
    viewer = NOBODY if as_whom == "visitor" else viewer_for(request)
    parts = parts_for(request)
    shelves = shown(
        arranged(),
        at=at,
        audiences=audiences_of(is_member=viewer.is_member, is_new=as_whom == "new"),
        language=told.get("language") or language_for(request),
    )
    preview = {
        "at": at.astimezone(get_current_timezone()).strftime("%Y-%m-%dT%H:%M"),
        "as": as_whom,
        "choices": (("visitor", _("a visitor")), ("member", _("a member")), ("new", _("a new listener"))),
    }  # fmt: skip
    return _page(request, viewer, sections_of(shelves, viewer, parts), preview=preview)


def _shown(
    request: HttpRequest, parts: Parts, at: datetime, *, is_member: bool, is_new: bool = False
) -> list[Shelf]:
    """The shelves that stand on home now. Their rows are kept, and asked about the time anew."""
    return shown(
        parts.one("shelves", "", arranged),
        at=at,
        audiences=audiences_of(is_member=is_member, is_new=is_new),
        language=language_for(request),
    )


def _own(shelves: list[Shelf]) -> list[Shelf]:
    """Those that are one's own and have no frame of their own."""
    return [shelf for shelf in shelves if shelf.is_own and shelf.kind != Shelf.Kind.FOLLOWED]


def _sections(shelves: list[Shelf], viewer: Viewer, parts: Parts) -> list[Section]:
    """The page's sections; where the first of one's own stands, the frame for all of them."""
    own = _own(shelves)
    sections = sections_of((shelf for shelf in shelves if shelf not in own), viewer, parts)
    if own and viewer.is_member:
        before = {shelf.kind for shelf in shelves[: shelves.index(own[0])]}
        place = next((n for n, one in enumerate(sections) if one.kind not in before), len(sections))
        sections.insert(place, Section(own[0].kind, frame="own"))
    return sections


def _page(
    request: HttpRequest, viewer: Viewer, sections: list[Section], **context: object
) -> HttpResponse:
    is_empty = not any(section.is_there for section in sections)
    return render(
        request,
        "web/home.html",
        {
            "room": "home",
            "sections": [] if is_empty else sections,
            "seen_by_member": viewer.is_member,
            **about("/", description=_("Music to hear at once: albums, artists and tracks.")),
            **context,
        },
    )


def _time(given: str) -> datetime | None:
    """A moment as a form field gives it, in the site's time zone."""
    try:
        at = parse_datetime(given)
    except ValueError:
        return None
    if at is None:
        return None
    # Far enough from the ends of the calendar to be told in any time zone.
    if not 1 < at.year < 9999:
        return None
    return at if at.tzinfo else make_aware(at)
