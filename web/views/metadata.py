"""Metadata of many tracks: a list of forms, one a track, in whose place the client puts a grid.

`/library/edit/?album=…`, `?batch=…` (of uploads) or `?tracks=…,…`. One track is a form, with a script and without.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from catalog.models import Change, Library
from catalog.services import items_delete
from catalog.services.changes import Edits
from catalog.sheet.changing import CellsInvalid, row_change
from catalog.sheet.columns import COLUMNS
from catalog.sheet.reading import album_tag, cells_of, row_tag, said_of, with_cells
from common.errors import DomainError, Invalid, NotFound
from common.versions import Changed, Seen
from streaming.metadata.api.rows import SheetQuerySerializer
from streaming.metadata.selection import MOST_ROWS, Selection, paths_of, tracks_selected
from streaming.uploads.access import check_may_upload
from streaming.uploads.replacing import file_bring_back, files_of, track_to_replace
from streaming.uploads.services import Announced, upload_file
from web.caching import own_page

_ACTS = {"bring_back", "delete", "replace"}
UNSENT = "seen_"
"""Before a cell's name in the form: how it was when the form was made."""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def metadata_edit(request: HttpRequest) -> HttpResponse:
    """The page; a POST is the form of one track."""
    asked = SheetQuerySerializer(data=request.GET.dict())
    if not asked.is_valid() or not asked.validated_data:
        raise NotFound
    told = asked.validated_data
    named = tuple(told["tracks"].split(",")) if told.get("tracks") else ()
    selection = Selection(told.get("album", ""), told.get("batch", ""), named)
    rows = list(with_cells(tracks_selected(viewer_for(request), selection))[:MOST_ROWS])
    if not rows:
        raise NotFound
    if len(rows) == 1:
        return _one(request, rows[0])
    if request.method == "POST":
        raise Invalid(_("Choose one track."))
    paths = paths_of(row.pk for row in rows)
    albums = {row.album for row in rows}
    context = {
        "room": "upload",
        "title": _("Metadata"),
        "album": albums.pop() if len(albums) == 1 else None,
        "asked": urlencode(told),
        "rows": [{"track": row, "file": paths.get(row.pk, "")} for row in rows],
        "is_cut": len(rows) == MOST_ROWS,
        "most": MOST_ROWS,
    }
    return render(request, "web/metadata.html", context)


def _one(request: HttpRequest, track: Any) -> HttpResponse:
    """The form of one track. Who saves it after somebody else did loses nothing: both texts are shown."""
    if request.method != "POST":
        return _form(request, track, cells_of(track))
    if _ACTS.intersection(request.POST) or request.FILES:
        return _act(request, track)
    given = {column.key: request.POST.get(column.key, "") for column in COLUMNS}
    before = {column.key: request.POST.get(f"{UNSENT}{column.key}", "") for column in COLUMNS}
    # Browsers send line ends of their own.
    changed = {key: text for key, text in given.items() if _plain(text) != _plain(before[key])}
    try:
        row_change(
            track=track,
            cells=changed,
            release=[key for key in request.POST.getlist("release") if key not in changed],
            edits=Edits(by=user_for(request), source=Change.Source.GRID),
            seen=Seen(frozenset({request.POST.get("tag", "")})),
            seen_album=Seen(frozenset({request.POST.get("album_tag", "")})),
        )
    except CellsInvalid as error:
        return _form(
            request, track, {**cells_of(track), **changed}, errors=error.errors, before=before
        )
    except Changed:
        theirs = {
            key: text for key, text in cells_of(track).items()
            if key in changed and _plain(text) not in {_plain(before[key]), _plain(changed[key])}
        }  # fmt: skip
        return _form(request, track, {**cells_of(track), **changed}, theirs=theirs, is_late=True)
    return HttpResponseRedirect(
        f"{reverse('metadata-edit')}?{urlencode({'tracks': track.public_id, 'saved': 1})}",
        status=303,
    )


def _act(request: HttpRequest, track: Any) -> HttpResponse:
    """What is done with the track's file, or with the track."""
    address = f"{reverse('metadata-edit')}?{urlencode({'tracks': track.public_id})}"
    file: Any = request.FILES.get("file")
    try:
        if "bring_back" in request.POST:
            file_bring_back(track=track, public_id=request.POST["bring_back"], at=now())
        elif "delete" in request.POST:
            edits = Edits(by=user_for(request), source=Change.Source.GRID)
            with edits.of("track", track, ["deleted"]):
                items_delete(rows=[track], at=now())
            address = f"{reverse('metadata-files')}?workspace={track.library.workspace.public_id}"
        elif file:
            viewer, user = viewer_for(request), user_for(request)
            check_may_upload(user)
            replaces = track_to_replace(viewer, track.public_id)
            announced = Announced(
                path=file.name or "",
                size=file.size or 0,
                media_type=file.content_type or "",
                replaces=replaces,
            )
            upload_file(
                user=user,
                workspace=replaces.library.workspace,
                file=announced,
                body=file.file,
                at=now(),
            )
            address = f"{reverse('upload')}?workspace={replaces.library.workspace.public_id}"
        else:
            raise Invalid(_("Choose a file."))
    except DomainError as error:
        return _form(request, track, cells_of(track), words=str(error))
    return HttpResponseRedirect(address, status=303)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _form(
    request: HttpRequest,
    track: Any,
    cells: dict[str, str],
    *,
    errors: dict[str, str] | None = None,
    before: dict[str, str] | None = None,
    theirs: dict[str, str] | None = None,
    is_late: bool = False,
    words: str = "",
) -> HttpResponse:
    held, said = cells_of(track), said_of(track)
    fields = [
        {
            "column": column,
            "value": cells[column.key],
            "seen": (before or held)[column.key],
            "error": (errors or {}).get(column.key, ""),
            "theirs": (theirs or {}).get(column.key),
            "tags": said[column.key].tags if column.key in said else None,
        }
        for column in COLUMNS
    ]
    context = {
        "room": "upload",
        "title": track.title,
        "track": track,
        "tag": row_tag(track),
        "album_tag": album_tag(track),
        "fields": fields,
        "files": files_of(track, at=now()),
        "is_uploaded": track.library.kind == Library.Kind.UPLOADS,
        "words": words,
        "is_late": is_late,
        "is_saved": "saved" in request.GET and not errors and not is_late,
        "has_errors": bool(errors),
    }
    status = 409 if is_late else 422 if errors or words else 200
    return render(request, "web/metadata_form.html", context, status=status)
