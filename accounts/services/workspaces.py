"""Writes: workspaces and who is in them."""

from django.db import transaction

from accounts.models import Membership, User, Workspace


@transaction.atomic
def workspace_ensure_personal(*, user: User) -> Workspace:
    """The user's own workspace, made when it is missing. Safe to call twice."""
    workspace, made = Workspace.objects.get_or_create(
        personal_of=user, defaults={"kind": Workspace.Kind.PERSONAL, "name": str(user)}
    )
    if made:
        workspace_join(workspace=workspace, user=user, role=Membership.Role.OWNER)
    return workspace


def site_workspace() -> Workspace:
    """The one workspace that owns the site's own libraries."""
    workspace, _ = Workspace.objects.get_or_create(
        is_site=1, defaults={"kind": Workspace.Kind.SITE, "name": "The site"}
    )
    return workspace


def workspace_join(*, workspace: Workspace, user: User, role: str) -> Membership:
    """Make the user a member with this role, or change the role they have."""
    membership, _ = Membership.objects.update_or_create(
        workspace=workspace, user=user, defaults={"role": role}
    )
    return membership
