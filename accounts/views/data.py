"""Taking one's data along, and leaving."""

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Membership, PersonalExport
from accounts.services import account_deletion_ask, personal_export_ask
from accounts.services.leaving import GRACE
from accounts.services.workspaces import KEPT, workspaces_left_alone
from accounts.viewer import user_for
from common.errors import DomainError, NotFound

HEIR = "heir-"
"""Of the fields that say who owns a workspace afterwards: the workspace's public id follows."""


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def data(request: HttpRequest) -> HttpResponse:
    """One's exports; asking for another."""
    user = user_for(request)
    if request.method == "POST":
        personal_export_ask(user=user)
        return HttpResponseRedirect(reverse("data"), status=303)
    exports = list(PersonalExport.objects.filter(user=user).order_by("-pk")[:10])
    waits = any(export.is_being_made(at=now()) for export in exports)
    return render(
        request,
        "people/data.html",
        {"room": "account", "exports": exports, "waits": waits, "days": GRACE.days},
    )


@never_cache
@login_required
@require_GET
def data_download(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The ZIP, to its owner alone."""
    rows = PersonalExport.objects.filter(
        user=user_for(request),
        public_id=public_id,
        state=PersonalExport.State.READY,
        expires_at__gt=now(),
    )
    export = rows.first()
    if export is None:
        raise NotFound
    if not isinstance(default_storage, FileSystemStorage):
        return HttpResponseRedirect(default_storage.url(export.storage_key))
    try:
        file = default_storage.open(export.storage_key)
    except FileNotFoundError as error:
        raise NotFound from error
    name = f"{user_for(request).handle}-{export.created_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, asks once, and gives days to come back."""
    user, problem = user_for(request), ""
    if request.method == "POST":
        try:
            heirs = {
                name.removeprefix(HEIR): value
                for name, value in request.POST.items()
                if name.startswith(HEIR) and isinstance(value, str)
            }
            deletion = account_deletion_ask(user=user, heirs=heirs)
        except DomainError as error:
            problem = str(error)
        else:
            get_adapter().logout(request)
            return render(
                request, "people/deleted.html", {"room": "account", "due": deletion.due_at}
            )
    left = workspaces_left_alone(user=user)
    others = Membership.objects.filter(workspace__in=left).exclude(user=user)
    members: dict[int, list[Membership]] = {}
    for member in others.select_related("user").order_by("pk"):
        members.setdefault(member.workspace_id, []).append(member)
    return render(
        request,
        "people/delete.html",
        {
            "room": "account",
            "days": GRACE.days,
            "left": [{"workspace": row, "members": members.get(row.pk, [])} for row in left],
            "kept": KEPT,
            "problem": problem,
        },
        status=422 if problem else 200,
    )
