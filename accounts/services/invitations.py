"""Writes: inviting people to the site and to workspaces, by a letter or by a link to hand over."""

import hashlib
import secrets
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now

from accounts.language import language_of
from accounts.models import Invitation, Membership, User, Workspace
from accounts.roles import Role
from accounts.services.users import user_staff_by_groups
from accounts.services.workspaces import owner_required, role_is_higher, workspace_join
from common.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from mail.services import letter_send

LASTS = timedelta(days=14)
GONE = "This invitation does not work any more. Ask for a new one."
MOST_OPEN = 100
"""Open invitations of one workspace: more is a mailing, not a team."""
DAY = timedelta(days=1)
MOST_BY_ONE = 50
"""Invitations that one person makes in a DAY, withdrawn ones too, for their letters have left."""
MOST_TO_ONE = 3
"""Invitations to one address in a DAY, whoever makes them. Neither holds for administrators."""


def token_hash(token: str) -> str:
    """What a token is found by: its SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_url(token: str) -> str:
    return urljoin(settings.SITE_URL, reverse("invitation", args=[token]))


@transaction.atomic
def invitation_create(
    *,
    by: User,
    email: str = "",
    role: str = Role.LISTENER,
    workspace: Workspace | None = None,
    workspace_role: str = Membership.Role.VIEWER,
    lasts: timedelta = LASTS,
    by_administrator: bool = False,
    at: datetime | None = None,
) -> tuple[Invitation, str]:
    """(the invitation, the link that opens it, to be shown this once). With an address, a letter goes there.

    The link is empty where a letter went: who opens it has read that letter, so nobody else may know it. Who invites
    for the site (`by_administrator`) may give a role on it. Raises Conflict when the address belongs to a member of the
    workspace already, or too many are open; TooMany when too many were made in a day.
    """
    at = at or now()
    email = email.strip().lower()
    if workspace is None and not by_administrator:
        raise Forbidden("Only administrators invite to the site.")
    if workspace is not None:
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        if not by_administrator:
            owner_required(workspace=workspace, user=by)
        if workspace.kind == Workspace.Kind.PERSONAL:
            raise Conflict("A workspace of one person has no other members: make one for a team.")
        if email and workspace.memberships.filter(user__email=email).exists():
            raise Conflict("They are a member already.", field="email")
        if Invitation.objects.filter(workspace=workspace).open(at=at).count() >= MOST_OPEN:
            raise Conflict("So many invitations are open: withdraw some first.")
    if not by_administrator:
        _not_a_mailing(by=by, email=email, at=at)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        token_hash=token_hash(token),
        email=email,
        role=role if by_administrator else Role.LISTENER,
        workspace=workspace,
        workspace_role=workspace_role,
        invited_by=by,
        expires_at=at + lasts,
        created_at=at,
    )
    link = invitation_url(token)
    if email and _send(invitation, link):
        # A link that anybody else saw, administrators too, proves nothing of the address.
        invitation.is_vouched, link = True, ""
        invitation.save(update_fields=["is_vouched", "updated_at"])
    return invitation, link


@transaction.atomic
def invitation_renew(*, invitation: Invitation, by: User, at: datetime | None = None) -> str:
    """A new link for an open invitation, to be shown: it vouches for no address.

    The old one stops working, for it is nowhere kept and can't be shown again. Raises Forbidden for who could not have
    made it, for whoever is shown the link may use it; Conflict when it, or its giver's right to it, is gone.
    """
    at = at or now()
    if not _may_give(invitation, by):
        raise Forbidden("Only an administrator makes a new link for this invitation.")
    if not _may_give(invitation, invitation.invited_by):
        raise Conflict("Who made it may not invite any more: withdraw it and invite anew.")
    token = secrets.token_urlsafe(32)
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        token_hash=token_hash(token),
        expires_at=max(invitation.expires_at, at + LASTS),
        is_vouched=False,
    )
    if not changed:
        raise Conflict("This invitation has been used or withdrawn.")
    return invitation_url(token)


def invitation_revoke(*, invitation: Invitation, at: datetime | None = None) -> None:
    """Withdraw it. One that was accepted stays so."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=at or now()
    )


def invitation_find(*, token: str = "", hashed: str = "", at: datetime | None = None) -> Invitation:
    """The open invitation of a link.

    Raises NotFound alike for one that is unknown, used, withdrawn or expired, or whose giver may not give it any more.
    """
    rows = Invitation.objects.select_related("workspace", "invited_by").open(at=at or now())
    invitation = rows.filter(token_hash=hashed or token_hash(token)).first()
    if invitation is None or not _may_give(invitation, invitation.invited_by):
        raise NotFound(GONE)
    return invitation


@transaction.atomic
def invitation_accept(*, invitation: Invitation, user: User, at: datetime | None = None) -> None:
    """Give the user what it offers, once. Raises Invalid for another's.

    Raises NotFound when somebody was faster, or its giver may not give it any more.
    """
    at = at or now()
    if invitation.workspace_id is not None:
        # Whoever takes its giver's role away holds this lock too: either that is seen here, or it comes later.
        Workspace.objects.select_for_update().get(pk=invitation.workspace_id)
    given = Invitation.objects.select_related("invited_by").get(pk=invitation.pk)
    if not _may_give(given, given.invited_by):
        raise NotFound(GONE)
    if invitation.email and invitation.email != user.email:
        raise Invalid(f"This invitation is for {invitation.email}.")
    claimed = (
        Invitation.objects.filter(pk=invitation.pk)
        .open(at=at)
        .update(accepted_at=at, accepted_by=user)
    )
    if not claimed:
        raise NotFound(GONE)
    if invitation.role != Role.LISTENER:
        user.groups.add(Group.objects.get_or_create(name=invitation.role)[0])
        user_staff_by_groups(user=user)
    if invitation.workspace is not None:
        held = Membership.objects.filter(workspace=invitation.workspace, user=user).first()
        # An invitation never takes anything away.
        if held is None or role_is_higher(invitation.workspace_role, held.role):
            workspace_join(
                workspace=invitation.workspace, user=user, role=invitation.workspace_role
            )


def _not_a_mailing(*, by: User, email: str, at: datetime) -> None:
    """Raises TooMany for who writes to more strangers than a team has. Counted one at a time for each person."""
    User.objects.select_for_update().get(pk=by.pk)
    made = Invitation.objects.filter(created_at__gt=at - DAY)
    wait = int(DAY.total_seconds())
    if made.filter(invited_by=by).count() >= MOST_BY_ONE:
        raise TooMany(f"You may make {MOST_BY_ONE} invitations a day.", retry_after=wait)
    if email and made.filter(email=email).count() >= MOST_TO_ONE:
        raise TooMany("That address has been invited often enough today.", retry_after=wait)


def _may_give(invitation: Invitation, user: User | None) -> bool:
    """Whether the user could make this invitation today.

    By administering the site; or, where it offers a place in a workspace and nothing on the site, by owning that.
    """
    if user is None or not user.is_active:
        return False
    if user.is_staff and user.has_perm("accounts.add_invitation"):
        return True
    if invitation.workspace is None or invitation.role != Role.LISTENER:
        return False
    owners = invitation.workspace.memberships.filter(role=Membership.Role.OWNER)
    return bool(owners.filter(user=user).exists())


def _send(invitation: Invitation, link: str) -> bool:
    known = User.objects.filter(email=invitation.email).first()
    return letter_send(
        language=language_of(known.pk) if known else "",
        to=invitation.email,
        template="people/letters/invitation",
        context={"invitation": invitation, "link": link},
    )
