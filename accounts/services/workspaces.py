"""Writes: workspaces and who is in them.

Whoever changes the members of a workspace holds the lock on its row, so that two owners who remove each other at
the same moment come one after the other, and the second finds that one owner is left.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import now

from accounts.models import Invitation, Membership, User, Workspace
from common.errors import Conflict, Forbidden, Invalid, NotFound
from common.text import has_link

RANK = {Membership.Role.VIEWER: 1, Membership.Role.EDITOR: 2, Membership.Role.OWNER: 3}
LAST_OWNER = "Somebody has to own it: make another member an owner first."
KEPT = "kept"
"""In the place of an heir: the workspace stays with what it has, for administrators of the site to give an owner."""
MOST_OWNED = 20
"""Team workspaces that one person may have made."""


def role_is_higher(role: str, other: str) -> bool:
    return RANK[Membership.Role(role)] > RANK[Membership.Role(other)]


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


@transaction.atomic
def workspace_create(*, name: str, by: User) -> Workspace:
    """A team's workspace, owned by who makes it."""
    name = _name(name)
    made = Membership.objects.filter(
        user=by, role=Membership.Role.OWNER, workspace__kind=Workspace.Kind.TEAM
    )
    if made.count() >= MOST_OWNED:
        raise Conflict(f"One person may own {MOST_OWNED} workspaces.")
    workspace = Workspace.objects.create(kind=Workspace.Kind.TEAM, name=name)
    workspace_join(workspace=workspace, user=by, role=Membership.Role.OWNER)
    return workspace


def owner_required(*, workspace: Workspace, user: User) -> None:
    """Raises NotFound for who is not in it, Forbidden for a member who does not own it."""
    membership = Membership.objects.filter(workspace=workspace, user=user).first()
    if membership is None:
        raise NotFound
    if membership.role != Membership.Role.OWNER:
        raise Forbidden("Only an owner changes who is in it.")


def workspace_rename(*, workspace: Workspace, name: str) -> None:
    workspace.name = _name(name)
    workspace.save(update_fields=["name", "updated_at"])


@transaction.atomic
def member_change(*, workspace: Workspace, by: User, member: str, role: str) -> None:
    """Give a member (a user's public id) another role. Raises Forbidden, NotFound, and Conflict for the last owner."""
    if role not in Membership.Role.values:
        raise Invalid("Choose a role.", field="role")
    membership = _locked(workspace, by, member)
    if membership.role == Membership.Role.OWNER and role != Membership.Role.OWNER:
        _keep_an_owner(workspace, membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    if role != Membership.Role.OWNER:
        _withdraw_given(membership)


@transaction.atomic
def member_remove(*, workspace: Workspace, by: User, member: str) -> None:
    """Take a member out. What they made there stays the workspace's. Raises Forbidden, NotFound, Conflict."""
    membership = _locked(workspace, by, member)
    _keep_an_owner(workspace, membership)
    _withdraw_given(membership)
    membership.delete()


@transaction.atomic
def membership_set(*, membership: Membership) -> None:
    """Keep a role that an administrator of the site has given."""
    _lock(membership.workspace)
    membership.save()
    if membership.role != Membership.Role.OWNER:
        _withdraw_given(membership)


@transaction.atomic
def membership_end(*, membership: Membership) -> None:
    """Take somebody out, by an administrator of the site, who may also leave a workspace without an owner."""
    _lock(membership.workspace)
    _withdraw_given(membership)
    membership.delete()


@transaction.atomic
def workspace_leave(*, workspace: Workspace, user: User) -> None:
    """Leave. Raises NotFound for who is not in it, Conflict for the last owner and in one's own workspace."""
    _lock(workspace)
    membership = Membership.objects.filter(workspace=workspace, user=user).first()
    if membership is None:
        raise NotFound
    if workspace.personal_of_id == user.pk:
        raise Conflict("This workspace is yours alone.")
    _keep_an_owner(workspace, membership)
    _withdraw_given(membership)
    membership.delete()


def workspaces_left_alone(*, user: User) -> list[Workspace]:
    """Those of several people, or made for several, that have no other owner than this person.

    Not the site's own: that is its administrators', of whom there is always one.
    """
    owners = Membership.objects.filter(workspace=OuterRef("pk"), role=Membership.Role.OWNER)
    rows = Workspace.objects.filter(
        Exists(owners.filter(user=user)), ~Exists(owners.exclude(user=user))
    )
    return list(rows.filter(kind=Workspace.Kind.TEAM).order_by("pk"))


@transaction.atomic
def workspace_heir_set(*, workspace: Workspace, leaving: User, heir: str) -> None:
    """Make a member (by public id) an owner beside the one who is about to leave; KEPT where nobody else is in it.

    Raises Invalid for anybody else.
    """
    _lock(workspace)
    others = workspace.memberships.exclude(user=leaving)
    if not others.exists():
        if heir != KEPT:
            raise Invalid(f"Say what becomes of {workspace}.", field=workspace.public_id)
        return
    named = others.filter(user__public_id=heir)
    if not named.update(role=Membership.Role.OWNER):
        raise Invalid(f"Choose who owns {workspace} after you.", field=workspace.public_id)


@transaction.atomic
def workspaces_hand_on(*, user: User) -> None:
    """Before a person is erased: whoever they leave behind as members has an owner.

    The editor, else the viewer, who has been in it longest becomes the owner. A team without anybody left keeps what it
    has; administrators give it a new owner.
    """
    rows = Membership.objects.filter(user=user).exclude(workspace__personal_of=user)
    for membership in rows.select_related("workspace").order_by("workspace_id"):
        _lock(membership.workspace)
        others = membership.workspace.memberships.exclude(pk=membership.pk)
        if not others.filter(role=Membership.Role.OWNER).exists():
            heir = sorted(others, key=lambda one: (-RANK[Membership.Role(one.role)], one.pk))[:1]
            Membership.objects.filter(pk__in=[one.pk for one in heir]).update(
                role=Membership.Role.OWNER
            )
        _withdraw_given(membership)
        membership.delete()


def _lock(workspace: Workspace) -> None:
    Workspace.objects.select_for_update().get(pk=workspace.pk)


def _locked(workspace: Workspace, by: User, member: str) -> Membership:
    """A member's row, with the workspace locked and `by` known to be an owner still."""
    _lock(workspace)
    owner_required(workspace=workspace, user=by)
    found = Membership.objects.filter(workspace=workspace, user__public_id=member).first()
    if found is None:
        raise NotFound
    if workspace.personal_of_id == found.user_id:
        raise Conflict("This workspace is theirs.")
    return found


def _withdraw_given(membership: Membership) -> None:
    """End what the member gave and nobody took yet, so that it does not come to life again with a later role."""
    given = Invitation.objects.filter(
        workspace=membership.workspace_id, invited_by=membership.user_id
    )
    given.filter(accepted_at=None, revoked_at=None).update(revoked_at=now())


def _keep_an_owner(workspace: Workspace, leaving: Membership) -> None:
    if leaving.role != Membership.Role.OWNER:
        return
    owners = workspace.memberships.filter(role=Membership.Role.OWNER).exclude(pk=leaving.pk)
    if not owners.exists():
        raise Conflict(LAST_OWNER)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 100:
        raise Invalid("A name has 1 to 100 characters.", field="name")
    if has_link(name):
        raise Invalid("A name has no address of a page in it.", field="name")
    return name
