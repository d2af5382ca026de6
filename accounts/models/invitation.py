"""Invitations: a link that lets somebody in."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from accounts.models.workspace import Membership, Workspace
from accounts.roles import Role
from common.models import PublicModel

ROLES = [(role.value, role.value) for role in Role]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations."""

    def open(self, *, at: datetime) -> Self:
        """Those that still let somebody in."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=at)


class Invitation(PublicModel):
    """A place on the site, in a workspace, or both, for whoever holds the link, once.

    The link's token is found by its SHA-256 (`token_hash`) and is nowhere else. `email` is whom it was made for; an
    invitation with an address lets in nobody with another one. `is_vouched`: that the address is theirs is not asked
    again, because the link went there and was shown to nobody.
    """

    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(
        "e-mail", max_length=190, blank=True, help_text="Empty: for whoever has the link."
    )
    is_vouched = models.BooleanField(default=False, editable=False)
    role = models.CharField(
        max_length=150, choices=ROLES, default=Role.LISTENER.value, help_text="On the site."
    )
    workspace = models.ForeignKey(
        Workspace, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    workspace_role = models.CharField(
        max_length=10, choices=Membership.Role, default=Membership.Role.VIEWER
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects: ClassVar = InvitationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "expires_at"], name="invitation_by_workspace"),
            models.Index(fields=["email", "created_at"], name="invitation_by_email"),
        ]

    def __str__(self) -> str:
        return f"Invitation for {self.email or 'whoever has the link'}"

    def is_open(self, *, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > at
