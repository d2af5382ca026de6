"""Uploading: a page with a form that works as it is, in whose place the client puts what can pause and go on."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from accounts.models import Workspace
from accounts.viewer import user_for, viewer_for
from common.errors import DomainError, Invalid
from streaming.importing.formats import EXTENSIONS
from streaming.models import Upload
from streaming.models.upload import AT_WORK
from streaming.uploads.access import check_may_upload, workspace_for, workspaces_for
from streaming.uploads.quota import quota_of
from streaming.uploads.services import Announced, upload_file, uploads_forget
from web.caching import own_page

SHOWN = 100
_ENVELOPE = 1_000_000
"""Bytes of a form beside its files."""


# CSRF is checked inside: reading the token reads the body, and that is done only once it is known to be welcome.
@csrf_exempt
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def upload(request: HttpRequest) -> HttpResponse:
    """The page; a POST is its form."""
    user = user_for(request)
    check_may_upload(user)
    workspace = workspace_for(user, viewer_for(request), request.GET.get("workspace", ""))
    if request.method != "POST":
        return _page(request, workspace)
    quota = quota_of(workspace)
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as error:
        raise Invalid from error
    if length > quota.bytes_most - quota.bytes_used + _ENVELOPE:
        return _page(request, workspace, failed=[("", _("That is more than there is room for."))])
    # All to disk: nothing of a file is held in memory.
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return _take(request, workspace)


@csrf_protect
def _take(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    if "forget" in request.POST:
        uploads_forget(user=user_for(request))
        return HttpResponseRedirect(_address(workspace, request), status=303)
    failed: list[tuple[str, str]] = []
    files = request.FILES.getlist("files")
    for file in files:
        try:
            _upload(request, workspace, file)
        except DomainError as error:
            failed.append((file.name or "", str(error)))
    if not files:
        failed.append(("", _("Choose at least one file.")))
    if failed:
        return _page(request, workspace, failed=failed)
    return HttpResponseRedirect(_address(workspace, request), status=303)


def _upload(request: HttpRequest, workspace: Workspace, file: Any) -> None:
    """One of the form's files (`UploadedFile`), which lies on disk."""
    upload_file(
        user=user_for(request),
        workspace=workspace,
        file=Announced(
            path=file.name or "", size=file.size or 0, media_type=file.content_type or ""
        ),
        body=file.file,
        at=now(),
    )


def _page(
    request: HttpRequest, workspace: Workspace, *, failed: list[tuple[str, str]] | None = None
) -> HttpResponse:
    viewer = viewer_for(request)
    rows = Upload.objects.filter(workspace=workspace).with_results().order_by("-created_at", "-id")
    uploads = list(rows[:SHOWN])
    quota = quota_of(workspace)
    context: dict[str, Any] = {
        "room": "upload",
        "title": _("Upload"),
        "workspace": workspace,
        "workspaces": workspaces_for(viewer),
        "uploads": uploads,
        "quota": quota,
        "failed": failed,
        "is_busy": any(one.state in AT_WORK for one in uploads),
        "accept": ",".join(sorted(EXTENSIONS)) + ",audio/*",
        "file_most": settings.UPLOAD_FILE_BYTES,
    }
    return render(request, "web/upload.html", context, status=422 if failed else 200)


def _address(workspace: Workspace, request: HttpRequest) -> str:
    own = workspace.personal_of_id == request.user.pk
    return reverse("upload") + ("" if own else f"?workspace={workspace.public_id}")
