"""Bringing contacts along: choose a file, see what its columns mean and what would come of it, take it in."""

import secrets
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import Invalid
from pitching.access import workspace_for
from pitching.contact_files import FIELDS, MOST_BYTES, MOST_ROWS
from pitching.services.contact_import import Report, contacts_import
from web.caching import own_page
from web.forms.contacts import ContactFileForm
from web.views.contacts import workspace_shown
from web.views.playlist_edit import back_to

KEPT_SECONDS = 1800
"""For how long a file that was looked at waits to be taken in. If it is gone, it is chosen again."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def contacts_import_page(request: HttpRequest) -> HttpResponse:
    user, viewer = user_for(request), viewer_for(request)
    workspace = workspace_for(user, viewer, workspace_shown(request).public_id)
    form, report, told = ContactFileForm(), None, ""
    if request.method == "POST":
        form = ContactFileForm(request.POST, request.FILES)
        token = request.POST.get("held", "")
        data = _chosen(form) if "file" in request.FILES else cache.get(_key(request, token))
        if data is None and not form.errors:
            form.add_error("file", _("Choose the file once more: it was kept for half an hour."))
        if data is not None:
            try:
                report = contacts_import(
                    user=user, viewer=viewer, workspace=workspace, data=data, columns=_columns(request),
                    is_dry_run="take" not in request.POST, at=now(),
                )  # fmt: skip
                if not report.is_dry_run:
                    cache.delete(_key(request, token))
                    return _taken(request, workspace.public_id, report)
                told = _held(request, data)
            except Invalid as error:
                form.add_error("file", str(error))
    columns = _shown(report) if report is not None else []
    context: dict[str, Any] = {
        "room": "pitches", "title": _("Import contacts"), "workspace": workspace, "form": form, "report": report,
        "held": told, "columns": columns, "fields": _fields(), "most": MOST_ROWS,
    }  # fmt: skip
    # Turbo shows an answer to a form only where it is none of success: it is a step, and nothing was done yet.
    status = 422 if request.method == "POST" else 200
    return render(request, "pitching/import.html", context, status=status)


def _chosen(form: ContactFileForm) -> bytes | None:
    if not form.is_valid():
        return None
    data: bytes = form.cleaned_data["file"].read(MOST_BYTES + 1)
    return data


def _key(request: HttpRequest, token: str) -> str:
    """Of this person alone."""
    return f"contacts:{user_for(request).pk}:{token[:64]}"


def _held(request: HttpRequest, data: bytes) -> str:
    token = request.POST.get("held", "")
    if "file" in request.FILES or not token:
        token = secrets.token_urlsafe(16)
    cache.set(_key(request, token), data, KEPT_SECONDS)
    return token


def _columns(request: HttpRequest) -> dict[str, str] | None:
    """What the form says of each heading; None where only a file was chosen."""
    if "file" in request.FILES:
        return None
    headings = request.POST.getlist("heading")
    return dict(zip(headings, request.POST.getlist("field"), strict=False)) if headings else None


def _shown(report: Report) -> list[tuple[str, str, str]]:
    """(heading, field, a value) of each column."""
    return [(name, field, report.samples.get(name, "")) for name, field in report.columns.items()]


def _fields() -> list[tuple[str, str]]:
    words = {
        "name": _("Name"), "first_name": _("First name"), "last_name": _("Last name"), "email": _("E-mail"),
        "company": _("Company"), "role": _("What they do"), "phone": _("Phone"), "notes": _("Notes"),
        "tags": _("Tags"), "unsubscribed": _("Unsubscribed"),
    }  # fmt: skip
    return [("", _("Nothing"))] + [(name, words[name]) for name in FIELDS]


def _taken(request: HttpRequest, workspace: str, report: Report) -> HttpResponse:
    return back_to(
        reverse("contacts"), workspace=workspace, new=str(report.new), changed=str(report.changed),
        refused=str(report.refused or ""),
    )  # fmt: skip
