"""The catalogue's files in the admin: to take along, to bring, to look at before they are taken."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.viewer import user_for
from common.errors import DomainError, Invalid, NotFound
from web.exchange.formats import ENDINGS, MOST_BYTES, csv_written, json_written, xlsx_written
from web.exchange.jobs import (
    brought_last,
    brought_of,
    exchange_ask,
    exchange_forget,
    exchange_take,
)
from web.exchange.kinds import Kind
from web.exchange.registry import KINDS, kinds_changed_by, kinds_seen_by

MOST_XLSX_ROWS = 20_000
"""Rows of a workbook that is made while somebody waits; a CSV and a JSON stream, however long."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class FileForm(forms.Form):
    """A file to look at."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=255,
        help_text=gettext_lazy("CSV, XLSX or JSON, as they are made here. Nothing is changed yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.json"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What a CSV holds"),
        choices=[("", gettext_lazy("told by its headings")), *((name, name) for name in KINDS)],
        required=False,
    )
    empty_clears = forms.BooleanField(
        label=gettext_lazy("Empty cells empty what is here"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"At most {MOST_BYTES // 1024**2} MB.")
        return file


@require_http_methods(["GET", "HEAD", "POST"])
def exchange_page(request: HttpRequest) -> HttpResponse:
    """What can be taken along, and what was brought."""
    _may_change(request)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            row = exchange_ask(
                by=user_for(request),
                file=file,
                size=file.size,
                file_name=file.name,
                kind=form.cleaned_data["kind"],
                empty_clears=form.cleaned_data["empty_clears"],
                at=now(),
            )
            return HttpResponseRedirect(reverse("admin-exchange-file", args=[row.id]), status=303)
        except DomainError as error:
            form.add_error("file", str(error))
    told = {
        "title": _("Import and export"),
        "form": form,
        "kinds": kinds_seen_by(request.user),
        "endings": ENDINGS,
        "brought": brought_last(by=user_for(request)),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "admin/exchange/index.html", _context(request, told), status=status)


@require_safe
def exchange_export(request: HttpRequest, kind: str, ending: str) -> Any:
    """One kind as a file, as far as this person curates it."""
    if kind not in kinds_seen_by(request.user) or ending not in ENDINGS:
        raise Http404
    table, by = KINDS[kind], user_for(request)
    answer: HttpResponseBase
    if ending == "xlsx":
        body = BytesIO()
        try:
            xlsx_written([_bounded(table)], body, by=by)
        except Invalid as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("admin-exchange"), status=303)
        answer = HttpResponse(body.getvalue(), content_type=TYPES[ending])
    else:
        lines = csv_written(table, by=by) if ending == "csv" else json_written([table], by=by)
        answer = StreamingHttpResponse(lines, content_type=TYPES[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _bounded(kind: Kind) -> Kind:
    def rows(by: User | None) -> Iterator[dict[str, str]]:
        for number, row in enumerate(kind.rows(by), 1):
            if number > MOST_XLSX_ROWS:
                raise Invalid(
                    f"That are more than {MOST_XLSX_ROWS:,} rows: take CSV or JSON, or "
                    "`manage.py export_catalog` for a workbook."
                )
            yield row

    return replace(kind, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
def exchange_file_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """A file that was brought: what it would change, and changing it."""
    _may_change(request)
    try:
        row = brought_of(public_id, by=user_for(request))
    except NotFound as error:
        raise Http404 from error
    at = now()
    if request.method == "POST":
        try:
            if "forget" in request.POST:
                exchange_forget(row=row, at=at)
                return HttpResponseRedirect(reverse("admin-exchange"), status=303)
            exchange_take(row=row, by=user_for(request), at=at)
        except DomainError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(request.path, status=303)
    told = {
        "title": row.file_name,
        "row": row,
        "is_at_work": row.is_at_work(at=at),
        "is_ready": row.is_ready(at=at),
    }
    return render(request, "admin/exchange/file.html", _context(request, told))


def _may_change(request: HttpRequest) -> None:
    if not kinds_changed_by(request.user):
        raise PermissionDenied


def _context(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    return {**admin.site.each_context(request), **told}
