"""What plays of a workspace's music add up to: a page for its members, and files of the same."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Workspace
from accounts.viewer import user_for, viewer_for
from common.errors import Invalid, NotFound
from common.spreadsheets import csv_lines
from editorial.dashboards import Of, about_for, all_tracks, dashboard, days_of
from editorial.figures import PERIODS, About
from web.bars import chart
from web.caching import own_page

WHICH = ("artist", "album", "track")


@login_required
@require_safe
@own_page
def dashboards(request: HttpRequest) -> HttpResponse:
    """To the dashboard of one's own workspace."""
    own = user_for(request).personal_workspace
    return HttpResponseRedirect(reverse("dashboard", args=[own.public_id]))


@login_required
@require_safe
@own_page
def dashboard_page(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer = viewer_for(request)
    about = _about(request, public_id)
    found = dashboard(about, viewer, at=now())
    context = {
        "room": "dashboard",
        "about": found.about,
        "found": found,
        "chart": chart([(row.thing, row.sums.plays) for row in found.days]),
        "periods": PERIODS,
        "which": urlencode(_which(request)),
        "sources": [(_source_name(share.name), share) for share in found.sources],
        "workspaces": Workspace.objects.filter(pk__in=viewer.workspace_ids).order_by("name", "pk"),
    }
    return render(request, "web/dashboard.html", context)


@login_required
@require_safe
def dashboard_csv(request: HttpRequest, public_id: str, table: str) -> StreamingHttpResponse:
    """`days.csv` or `tracks.csv` of what the page shows."""
    about = _about(request, public_id)
    lines = _day_lines(about) if table == "days" else _track_lines(about)
    name = f"{table}-{about.first}-{about.last}.csv"
    return StreamingHttpResponse(
        csv_lines(lines),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def _which(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in WHICH if request.GET.get(name)}


def _about(request: HttpRequest, public_id: str) -> About:
    """Raises NotFound also for a period that there is not."""
    days = request.GET.get("days", "28")
    if days not in {str(period) for period in PERIODS}:
        raise NotFound
    try:
        return about_for(
            viewer_for(request), public_id, at=now(), days=int(days), **_which(request)
        )
    except Invalid as error:
        raise NotFound from error


SUMS = ("plays", "starts", "seconds", "completions", "skips")


def _day_lines(about: About) -> Iterator[tuple[Any, ...]]:
    yield ("day", *SUMS)
    for row in days_of(about):
        yield (row.thing.isoformat(), *_cells(row))


def _track_lines(about: About) -> Iterator[tuple[Any, ...]]:
    yield ("track", "title", "artists", *SUMS)
    for row in all_tracks(about):
        yield (row.thing.public_id, row.thing.title, row.thing.artist_line, *_cells(row))


def _cells(row: Of[Any]) -> Iterator[Any]:
    for name in SUMS:
        value = getattr(row.sums, name)
        yield round(value, 1) if name == "seconds" else value


def _source_name(source: str) -> str:
    """What people call the kind of place that plays were started at."""
    names = {
        "": _("Elsewhere"),
        "album": _("Albums"),
        "artist": _("Pages of artists"),
        "playlist": _("Playlists"),
        "search": _("Search"),
        "genre": _("Genres"),
        "track": _("Pages of tracks"),
        "list": _("Lists"),
        "rows": _("Home and other pages"),
        "radio": _("Radio"),
        "mix": _("Mixes"),
    }
    return names.get(source, source)
