"""Metadata as spreadsheets: taken along, brought, looked at, and taken in."""

import tempfile
from datetime import datetime
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Workspace
from accounts.viewer import user_for, viewer_for
from catalog.models import Album, Change
from catalog.services import items_restore
from catalog.services.changes import Edits
from catalog.sheet.columns import BY_KEY, COLUMNS
from common.errors import DomainError, NotFound
from streaming.metadata.exporting import table_rows
from streaming.metadata.headings import FILE, ID
from streaming.metadata.selection import Selection, tracks_deleted, tracks_selected
from streaming.metadata.services import (
    metadata_import_ask,
    metadata_import_forget,
    metadata_import_map,
    metadata_import_of,
    metadata_import_take,
)
from streaming.metadata.table import ENDINGS, csv_written, xlsx_written
from streaming.models import MetadataImport
from streaming.uploads.access import workspace_for, workspaces_for
from web.caching import own_page
from web.forms.metadata import MetadataFileForm

LATEST, MOST_ALBUMS = 10, 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def metadata_files(request: HttpRequest) -> HttpResponse:
    """What is there to take along, the form for what is brought, and what was brought lately."""
    user, viewer = user_for(request), viewer_for(request)
    workspace = workspace_for(user, viewer, request.GET.get("workspace", ""))
    form, at = MetadataFileForm(), now()
    if request.method == "POST" and "restore" in request.POST:
        gone = tracks_deleted(workspace, at=at)
        edits = Edits(by=user, source=Change.Source.GRID)
        for track in gone.filter(public_id=request.POST["restore"]):
            with edits.of("track", track, ["deleted"]):
                items_restore(rows=[track], at=at)
        back = f"{reverse('metadata-files')}?{urlencode({'workspace': workspace.public_id})}"
        return HttpResponseRedirect(back, status=303)
    if request.method == "POST":
        form = MetadataFileForm(request.POST, request.FILES)
        if form.is_valid() and (row := _ask(request, form, workspace)):
            return HttpResponseRedirect(reverse("metadata-file", args=[row.public_id]), status=303)
    albums = Album.objects.editable_by(viewer).filter(
        library__workspace=workspace, track_count__gt=0
    )
    newest = albums.only("public_id", "title", "artist_line", "track_count").order_by(
        "-added_at", "-pk"
    )
    rows = MetadataImport.objects.filter(workspace=workspace).defer("report").order_by("-pk")
    context = {
        "room": "upload",
        "title": _("Metadata"),
        "form": form,
        "workspace": workspace,
        "workspaces": workspaces_for(viewer),
        "albums": list(newest[:MOST_ALBUMS]),
        "deleted": list(tracks_deleted(workspace, at=at)[:MOST_ALBUMS]),
        "rows": [
            {
                "row": row,
                "url": reverse("metadata-file", args=[row.public_id]),
                "name": row.file_name,
                "words": _words(row, at),
            }
            for row in rows[:LATEST]
        ],
    }
    return render(request, "web/metadata_files.html", context, status=422 if form.errors else 200)


def _words(row: MetadataImport, at: datetime) -> str:
    """What became of it, in short."""
    ended = {MetadataImport.State.DONE: _("Taken"), MetadataImport.State.CHECKED: _("Looked at")}
    if row.state in ended:
        return ended[MetadataImport.State(row.state)]
    return _("Under way") if row.is_under_way(at=at) else _("Failed")


def _ask(
    request: HttpRequest, form: MetadataFileForm, workspace: Workspace
) -> MetadataImport | None:
    told = form.cleaned_data
    try:
        return metadata_import_ask(
            user=user_for(request), workspace=workspace, file=told["file"].file, size=told["file"].size,
            file_name=told["file"].name, empty_clears=told["empty_clears"], at=now(),
        )  # fmt: skip
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def metadata_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a spreadsheet would change, or has changed; its columns can be named anew as long as it is not taken."""
    row, at = metadata_import_of(viewer_for(request), public_id), now()
    words = ""
    if request.method == "POST":
        try:
            answer = _act(request, row)
        except DomainError as error:
            words = str(error)
        else:
            return HttpResponseRedirect(answer, status=303)
    report = row.report
    context = {
        "room": "upload",
        "title": row.file_name,
        "row": row,
        "words": words,
        "report": report,
        "is_under_way": row.is_under_way(at=at),
        "is_dead": row.state in {"checking", "taking"} and not row.is_under_way(at=at),
        "columns": [
            {"heading": heading, "target": target, "is_part": ":" in target}
            for heading, target in zip(row.headings, row.mapping, strict=False)
        ],
        "targets": [(ID, _("Id")), (FILE, _("File")), *((one.key, one.label) for one in COLUMNS)],
        "shown": [
            {
                **one,
                "changes": [
                    {"label": BY_KEY[key].label, "before": before, "after": after, "error": error}
                    for key, before, after, error in one["changes"]
                    if key in BY_KEY
                ],
            }
            for one in report.get("shown", [])
        ],
    }
    return render(request, "web/metadata_file.html", context, status=422 if words else 200)


def _act(request: HttpRequest, row: MetadataImport) -> str:
    """What a button of the page asks for; the address to go to."""
    if "forget" in request.POST:
        back = reverse("metadata-files")
        workspace = row.workspace
        metadata_import_forget(row=row, at=now())
        own = workspace.personal_of_id == request.user.pk
        return back if own else f"{back}?{urlencode({'workspace': workspace.public_id})}"
    if "take" in request.POST:
        metadata_import_take(row=row, at=now())
    else:
        metadata_import_map(
            row=row,
            columns=request.POST.getlist("column"),
            empty_clears="empty_clears" in request.POST,
            at=now(),
        )
    return request.path


@login_required
@require_safe
def metadata_export(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The metadata of a workspace, an album or a batch as a spreadsheet that comes back."""
    viewer = viewer_for(request)
    workspace = workspace_for(user_for(request), viewer, request.GET.get("workspace", ""))
    if ending not in ENDINGS:
        raise NotFound
    album = request.GET.get("album", "")
    rows = table_rows(
        tracks_selected(viewer, Selection(album=album, workspace=workspace.public_id))
    )
    name = f"metadata.{ending}"
    answer: HttpResponseBase
    if ending == "xlsx":
        file = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it
        xlsx_written(rows, file)
        file.seek(0)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        answer = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    else:
        answer = StreamingHttpResponse(csv_written(rows), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
