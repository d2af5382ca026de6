"""Folders as they lie on disk: for members, who see in them what they see in lists."""

from django.contrib.auth.decorators import login_required
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Left, StrIndex, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.viewer import Viewer, viewer_for
from catalog.models import Library, Track
from common.errors import NotFound
from streaming.models import MediaFile
from streaming.paths import disk_path, path_hash
from web import reads
from web.caching import list_page
from web.meta import about

MOST = 2000
"""Rows of one folder: subfolders, and tracks."""


def _visible_files(viewer: Viewer) -> "QuerySet[MediaFile]":
    """Files of tracks that the viewer sees listed."""
    return MediaFile.objects.filter(
        is_current=1, missing_since=None, track__in=Track.objects.listed_for(viewer)
    )


@require_safe
@login_required
@list_page()
def folders(request: HttpRequest) -> HttpResponse:
    """The libraries in which the viewer sees something."""
    viewer = viewer_for(request)
    seen = Track.objects.listed_for(viewer).order_by().values("library_id").distinct()
    libraries = Library.objects.filter(kind=Library.Kind.FOLDER, pk__in=seen).order_by("name", "id")
    return render(
        request,
        "web/folders.html",
        {
            "room": "folders",
            "title": _("Folders"),
            "libraries": libraries,
            **about("/folders/", description="", listed_to=1),
        },
    )


@require_safe
@login_required
@list_page()
def folder(request: HttpRequest, library_id: str) -> HttpResponse:
    """One folder (`?path=`, relative to its library): its subfolders and its tracks in the files' order."""
    viewer = viewer_for(request)
    path = request.GET.get("path", "").strip("/")
    files = _visible_files(viewer).filter(library__public_id=library_id)
    library = Library.objects.filter(
        public_id=library_id, pk__in=files.values("library_id")
    ).first()
    if library is None or "\0" in path:
        raise NotFound
    names = subfolders(files, path)
    here = list(
        files.filter(library=library, folder_hash=path_hash(disk_path(path)))
        .order_by("path")
        .values_list("track_id", flat=True)[:MOST]
    )
    if not names and not here:
        raise NotFound
    by_id = {track.pk: track for track in reads.track_rows(viewer).filter(pk__in=here)}
    parts = path.split("/") if path else []
    return render(
        request,
        "web/folder.html",
        {
            "room": "folders",
            "library": library,
            "name": parts[-1] if parts else library.name,
            "crumbs": [
                (part, "?" + urlencode({"path": "/".join(parts[: depth + 1])}))
                for depth, part in enumerate(parts)
            ],
            "folders": [
                (name, "?" + urlencode({"path": f"{path}/{name}" if path else name}))
                for name in names
            ],
            "tracks": [by_id[pk] for pk in here if pk in by_id],
            **about(request.path, description="", listed_to=1),
        },
    )


def subfolders(files: "QuerySet[MediaFile]", path: str) -> list[str]:
    """The names of the folders directly in this one, in order. One query; the database picks them out of the paths."""
    prefix = f"{path}/" if path else ""
    # Not `startswith`: SQLite's LIKE takes an A for an a.
    below = files.alias(head=Left("path", len(prefix))).filter(head=prefix) if prefix else files
    names = (
        below.annotate(rest=Substr(F("path"), len(prefix) + 1))
        .annotate(slash=StrIndex("rest", Value("/")))
        .filter(slash__gt=0)
        .annotate(name=Left("rest", F("slash") - 1))
        .order_by("name")
        .values_list("name", flat=True)
        .distinct()
    )
    return sorted(names[:MOST], key=str.casefold)
