"""What people change by hand in the catalogue: frozen at its preview, told field by field, and taken back."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from common.models import PublicModel

UNDO_FOR = timedelta(days=30)
"""How long a change can be taken back."""


class Change(PublicModel):
    """One act on one row or on many. Its rows are those that were seen when it was asked for, and no others.
    While it is done or taken back, `updated_at` is when it last came further.

    `params` is what the action needs: `{"field": "language", "value": "de"}`, `{"album": 7}`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Not done yet"
        WAITING = "waiting", "Waits for a worker"
        RUNNING = "running", "Is being done"
        DONE = "done", "Done"
        UNDOING = "undoing", "Is being taken back"
        UNDONE = "undone", "Taken back"

    class Source(models.TextChoices):
        ADMIN = "admin", "The admin"
        API = "api", "The API"
        GRID = "grid", "The grid of metadata"
        IMPORT = "import", "A file"
        COMMAND = "command", "The command line"

    action = models.CharField(max_length=20)
    source = models.CharField(
        max_length=8, choices=Source, default=Source.ADMIN, db_default=Source.ADMIN
    )
    kind = models.CharField(max_length=10)
    params: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    total = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField(default=0, help_text="Rows that were gone through.")
    due_at = models.DateTimeField(
        null=True, blank=True, help_text="When it is to be done; empty for at once."
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="change_by_state")]

    def __str__(self) -> str:
        return f"{self.action} {self.total} {self.kind}"

    @property
    def is_ahead(self) -> bool:
        """It was said when it is to be done, and nobody has begun: it can be called off."""
        return self.state == self.State.WAITING and self.due_at is not None

    def is_undoable(self, at: datetime) -> bool:
        return (
            self.state == self.State.DONE
            and self.ended_at is not None
            and self.ended_at > at - UNDO_FOR
        )


class ChangedRow(models.Model):
    """What a change did to one row: `{"title": "Old"}` became `{"title": "New"}`.

    In `before`, the entry `tags` names the fields that tags had set until then.
    """

    class State(models.TextChoices):
        FROZEN = "frozen", "Not done yet"
        SAME = "same", "Was so already"
        DONE = "done", "Done"
        REFUSED = "refused", "Refused"
        UNDONE = "undone", "Taken back"
        LEFT = "left", "Left: changed since"

    change = models.ForeignKey(Change, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=10)
    ref = models.BigIntegerField(help_text="The row, by its key.")
    name = models.CharField(max_length=190)
    state = models.CharField(max_length=8, choices=State, default=State.FROZEN)
    before: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    after: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["change", "state", "id"], name="changed_row_by_state"),
            models.Index(fields=["kind", "ref", "id"], name="changed_row_of"),
        ]

    def __str__(self) -> str:
        return self.name
