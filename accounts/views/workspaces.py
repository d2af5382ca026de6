"""One's workspaces, and who is in each."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import InviteForm, WorkspaceForm
from accounts.models import Invitation, Membership, User, Workspace
from accounts.services import (
    invitation_create,
    invitation_renew,
    invitation_revoke,
    member_change,
    member_remove,
    owner_required,
    workspace_create,
    workspace_leave,
    workspace_rename,
)
from accounts.viewer import user_for
from common.errors import DomainError, Invalid, NotFound


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def workspaces(request: HttpRequest) -> HttpResponse:
    """All of one's own, and a form for a new one."""
    user = user_for(request)
    form = WorkspaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = workspace_create(name=form.cleaned_data["name"], by=user)
            return HttpResponseRedirect(reverse("workspace", args=[made.public_id]), status=303)
        except DomainError as error:
            form.add_error(None, str(error))
    mine = Membership.objects.filter(user=user).select_related("workspace")
    return render(
        request,
        "people/workspaces.html",
        {"room": "account", "memberships": mine.order_by("workspace__name", "pk"), "form": form},
        status=422 if form.errors else 200,
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def workspace(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who is in it; for its owners, with the means to change that. Nobody else learns that it exists."""
    user = user_for(request)
    mine = Membership.objects.select_related("workspace").filter(
        user=user, workspace__public_id=public_id
    )
    membership = mine.first()
    if membership is None:
        raise NotFound
    invite, problem = InviteForm(), ""
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise NotFound
        try:
            if request.POST["act"] == "invite":
                invite = InviteForm(request.POST)
            act(request, user, membership.workspace)
            leads_to = "workspaces" if request.POST["act"] == "leave" else "workspace"
            arguments = [] if leads_to == "workspaces" else [public_id]
            return HttpResponseRedirect(reverse(leads_to, args=arguments), status=303)
        except DomainError as error:
            if error.status in {403, 404}:
                raise
            problem = str(error)
    is_owner = membership.role == Membership.Role.OWNER
    where = membership.workspace
    invitations = Invitation.objects.filter(workspace=where).open(at=now()).order_by("pk")
    return render(
        request,
        "people/workspace.html",
        {
            "room": "account",
            "workspace": where,
            "mine": membership,
            "is_owner": is_owner,
            "is_team": where.kind != Workspace.Kind.PERSONAL,
            "members": where.memberships.select_related("user").order_by("pk"),
            "invitations": invitations if is_owner else [],
            "roles": Membership.Role.values,
            "invite": invite,
            "problem": problem,
        },
        status=422 if problem or invite.errors else 200,
    )


def _own(user: User, where: Workspace) -> None:
    owner_required(workspace=where, user=user)


def _show(request: HttpRequest, link: str) -> None:
    """The link, on the next page and never again: only its hash is kept."""
    messages.success(request, link, extra_tags="link")


def _invitation(request: HttpRequest, where: Workspace) -> Invitation:
    rows = Invitation.objects.filter(workspace=where, public_id=request.POST.get("invitation", ""))
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def _invite(request: HttpRequest, user: User, where: Workspace) -> None:
    form = InviteForm(request.POST)
    if not form.is_valid():
        raise Invalid(str(next(iter(form.errors.values()))[0]))
    email, role = form.cleaned_data["email"], form.cleaned_data["role"]
    made, link = invitation_create(by=user, email=email, workspace=where, workspace_role=role)
    if link:
        _show(request, link)
    else:
        said = _("The invitation is on its way to %(email)s.") % {"email": made.email}
        messages.success(request, said)


def _renew(request: HttpRequest, user: User, where: Workspace) -> None:
    _own(user, where)
    _show(request, invitation_renew(invitation=_invitation(request, where), by=user))


def _revoke(request: HttpRequest, user: User, where: Workspace) -> None:
    _own(user, where)
    invitation_revoke(invitation=_invitation(request, where))


def _change(request: HttpRequest, user: User, where: Workspace) -> None:
    member_change(
        workspace=where,
        by=user,
        member=request.POST.get("member", ""),
        role=request.POST.get("role", ""),
    )


def _remove(request: HttpRequest, user: User, where: Workspace) -> None:
    member_remove(workspace=where, by=user, member=request.POST.get("member", ""))


def _leave(request: HttpRequest, user: User, where: Workspace) -> None:
    workspace_leave(workspace=where, user=user)


def _rename(request: HttpRequest, user: User, where: Workspace) -> None:
    _own(user, where)
    workspace_rename(workspace=where, name=request.POST.get("name", ""))


ACTS: dict[str, Callable[[HttpRequest, User, Workspace], None]] = {
    "invite": _invite, "renew": _renew, "revoke": _revoke, "change": _change, "remove": _remove,
    "leave": _leave, "rename": _rename,
}  # fmt: skip
"""What the page's forms do, by the name in their button."""
