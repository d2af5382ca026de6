"""A past that is brought along from another service: the file, how far it is, and the report."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import user_for
from common.errors import DomainError
from playlists.models import ListeningImport
from playlists.past.missing import missing_file
from playlists.past.report import REASONS
from playlists.past.sheet import PLAYLIST
from playlists.past.sources import NAMES
from playlists.services.listening import (
    listening_import_ask,
    listening_import_forget,
    listening_import_of,
)
from web.caching import own_page
from web.forms.imports import ListeningForm

MOST_SHOWN = 200
LATEST = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def imports(request: HttpRequest) -> HttpResponse:
    """Files that came before, and the form for another."""
    form = ListeningForm()
    if request.method == "POST":
        form = ListeningForm(request.POST, request.FILES)
        if form.is_valid() and (row := _ask(request, form)):
            return HttpResponseRedirect(reverse("import-report", args=[row.public_id]), status=303)
    user, at = user_for(request), now()
    rows = list(ListeningImport.objects.told_of(user).order_by("-pk")[:LATEST])
    context = {
        "room": "account",
        "form": form,
        "rows": [
            {
                "row": row,
                "url": reverse("import-report", args=[row.public_id]),
                "name": NAMES.get(row.source) or row.file_name,
                "words": _words(row, at),
            }
            for row in rows
        ],
    }
    return render(request, "web/imports.html", context, status=422 if form.errors else 200)


def _words(row: ListeningImport, at: datetime) -> str:
    """What became of it, in short."""
    if row.state != ListeningImport.State.DONE:
        return _("Under way") if row.is_under_way(at=at) else _("Failed")
    if row.is_dry_run:
        return _("Only looked at")
    tallies = row.report.get("tallies", {})
    if row.source == PLAYLIST:
        count = tallies["entries"]["found"]
        words = ngettext("A playlist of %(count)s track", "A playlist of %(count)s tracks", count)
    else:
        count = tallies.get("plays", {}).get("new", 0)
        words = ngettext("%(count)s new play", "%(count)s new plays", count)
    return words % {"count": intcomma(count)}


def _ask(request: HttpRequest, form: ListeningForm) -> ListeningImport | None:
    told = form.cleaned_data
    try:
        return listening_import_ask(
            user=user_for(request),
            file=told["file"].file,
            size=told["file"].size,
            file_name=told["file"].name,
            navidrome_user=told["navidrome_user"],
            is_dry_run=told["dry_run"],
            at=now(),
        )
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def import_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far a file is, or what came of it. `POST` forgets the report."""
    user, at = user_for(request), now()
    if request.method == "POST":
        listening_import_forget(user=user, public_id=public_id, at=at)
        return HttpResponseRedirect(reverse("imports"), status=303)
    row = listening_import_of(user=user, public_id=public_id)
    context = {
        "room": "account",
        "row": row,
        "playlist": row.playlist if row.playlist and not row.playlist.deleted_at else None,
        "is_playlist": row.source == PLAYLIST,
        "entries": row.report.get("tallies", {}).get("entries"),
        "from": NAMES.get(row.source, ""),
        "is_under_way": row.is_under_way(at=at),
        "stage": _stages().get(row.stage, ""),
        "tallies": _tallies(row.report),
        "undated": row.report.get("undated", 0),
        "passed": [(REASONS[why], count) for why, count in row.report.get("passed", {}).items()],
        "missing": [one for one in row.missing if one["what"] != "undated"][:MOST_SHOWN],
        "missing_total": row.report.get("missing_total", 0),
    }
    return render(request, "web/import_report.html", context)


def _stages() -> dict[str, str]:
    return {"read": _("Reading"), "match": _("Looking for what is here"), "write": _("Taking in")}


def _tallies(report: dict[str, Any]) -> list[tuple[str, dict[str, int]]]:
    """What there is of each kind, under its name."""
    names = {
        "plays": _("Plays"), "likes": _("Likes"), "ratings": _("Ratings"), "follows": _("Artists followed"),
        "playlists": _("Playlists"), "entries": _("Tracks in playlists"),
    }  # fmt: skip
    tallies = report.get("tallies", {})
    return [(name, tallies[key]) for key, name in names.items() if tallies.get(key, {}).get("told")]


@login_required
@require_safe
def import_missing(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    return missing_file(user_for(request), public_id, ending)
