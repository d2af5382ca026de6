"""What a listener brings along, a past or a long playlist: the file that waits for its job, and the report."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from accounts.models import User
from common.models import PublicModel
from playlists.models.playlist import TITLE_LENGTH, Playlist

STILL = timedelta(hours=1)
"""After this long without a word its job must have failed."""


class ListeningImportQuerySet(models.QuerySet["ListeningImport"]):
    """What people bring along."""

    def told_of(self, user: User) -> Self:
        """One's own, without the long lists."""
        return self.filter(user=user).select_related("playlist").defer("missing")


class ListeningImport(PublicModel):
    """A file of somebody's past or of a playlist, taken in by a job. The file goes with the end of the job; the report
    stays.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="listening_imports"
    )
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    file_name = models.CharField(max_length=190, blank=True)
    source = models.CharField(max_length=20, blank=True, help_text="Empty: told by the content.")
    navidrome_user = models.CharField(max_length=190, blank=True)
    is_dry_run = models.BooleanField(default=False)
    title = models.CharField(
        max_length=TITLE_LENGTH, blank=True, default="", db_default="",
        help_text="Of the playlist to be made; empty: the file's own.",
    )  # fmt: skip
    playlist = models.ForeignKey(
        Playlist, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="What a playlist's file became.",
    )  # fmt: skip
    stage = models.CharField(max_length=10, blank=True, help_text="read, match, write")
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(default=now, help_text="When its job last said something.")
    error = models.CharField(max_length=500, blank=True)
    report: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    missing: "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]" = models.JSONField(
        default=list, help_text="What is not here, the most told first."
    )

    objects: ClassVar = ListeningImportQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "id"], name="listening_import_own"),
            models.Index(fields=["state", "told_at"], name="listening_import_still"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name or 'A past'} of {self.user}"

    @property
    def place(self) -> str:
        """Where the file waits: one place, so that nothing is left behind by whoever dies."""
        return f"imports/{self.user.public_id}/{self.public_id}"

    @property
    def is_ended(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    def is_under_way(self, *, at: datetime) -> bool:
        """False for one whose job must have failed: another may be asked for."""
        return not self.is_ended and self.told_at > at - STILL
