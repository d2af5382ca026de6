"""Workspaces: what owns things, so that who leaves takes nothing along."""

from django.conf import settings
from django.db import models

from common.models import PublicModel


class Workspace(PublicModel):
    """The owner of libraries (later of contacts, pitches and quota): one for each user, a label's, or the site's."""

    class Kind(models.TextChoices):
        PERSONAL = "personal"
        TEAM = "team"
        SITE = "site"

    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TEAM)
    name = models.CharField(max_length=100)
    personal_of = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="personal_workspace",
    )
    # MySQL has no conditional unique constraint: 1 on the one workspace of the site, NULL on all others.
    is_site = models.PositiveSmallIntegerField(null=True, blank=True, unique=True, editable=False)
    members: "models.ManyToManyField[models.Model, Membership]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="accounts.Membership", related_name="workspaces"
    )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a workspace."""

    class Role(models.TextChoices):
        OWNER = "owner"
        EDITOR = "editor"
        VIEWER = "viewer"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role, default=Role.VIEWER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"
