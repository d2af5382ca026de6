"""Taking one's data along, and leaving."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from common.models import PublicModel

LONGEST = timedelta(hours=1)
"""That the making of an export takes."""


class PersonalExport(PublicModel):
    """A ZIP of everything that is kept about a person, made by a job, kept for a week."""

    class State(models.TextChoices):
        WAITING = "waiting", "being made"
        READY = "ready"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="personal_exports"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    storage_key = models.CharField(max_length=190, blank=True)
    bytes = models.PositiveBigIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["expires_at"], name="personal_export_expiry")]

    def __str__(self) -> str:
        return f"Export of {self.user}"

    @property
    def place(self) -> str:
        """Where the ZIP is stored: one place, so that a job that is run again leaves nothing behind."""
        return f"exports/{self.user.public_id}/{self.public_id}.zip"

    def is_being_made(self, *, at: datetime) -> bool:
        """False for one whose job must have failed: another may be asked for."""
        return self.state == self.State.WAITING and self.created_at > at - LONGEST


class AccountDeletion(models.Model):
    """An account that its owner asked to delete, until `due_at`; signing in takes it back."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="deletion"
    )
    asked_at = models.DateTimeField(default=now)
    due_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.user} leaves on {self.due_at:%Y-%m-%d}"
