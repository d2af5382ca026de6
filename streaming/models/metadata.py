"""Spreadsheets of metadata that somebody brings, and what their columns mean."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from accounts.models import Workspace
from common.models import PublicModel

STILL = timedelta(minutes=15)
"""After which a job that said nothing is taken for dead: another may be asked for."""


class MetadataMapping(models.Model):
    """What a workspace's spreadsheets call the columns: `{heading's key: column}`, as was said last."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="metadata_mapping")
    columns: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"columns of {self.workspace}"


class MetadataImport(PublicModel):
    """A spreadsheet: looked at first, with all that it would change, then taken.

    `mapping` has a column for each of `headings`, or an empty text. `report` is `streaming.metadata.report`'s.
    """

    class State(models.TextChoices):
        CHECKING = "checking"
        CHECKED = "checked"
        TAKING = "taking"
        DONE = "done"
        FAILED = "failed"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="metadata_imports")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="metadata_imports"
    )
    state = models.CharField(max_length=10, choices=State, default=State.CHECKING)
    file_name = models.CharField(max_length=190)
    headings: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    mapping: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    empty_clears = models.BooleanField(
        default=False, help_text="Whether an empty cell empties what is here."
    )
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(help_text="When its job last said something.")
    error = models.CharField(max_length=300, blank=True)
    report: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["workspace", "id"], name="metadata_of_workspace"),
            models.Index(fields=["created_at", "id"], name="metadata_to_sweep"),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"

    @property
    def place(self) -> str:
        """Where the file waits in storage: one place, so that nothing is left behind by whoever dies."""
        return f"metadata/{self.workspace.public_id}/{self.public_id}"

    def is_under_way(self, *, at: datetime) -> bool:
        at_work = self.state in {self.State.CHECKING, self.State.TAKING}
        return at_work and self.told_at > at - STILL
