"""What a merge moved, so that it can be undone."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models

from catalog.models.change import UNDO_FOR
from common.models import PublicModel


class MergeJournal(PublicModel):
    """One merge: which row went into which, and how many rows it moved, as `{"app.Model": 3}`."""

    kind = models.CharField(max_length=20)
    from_id = models.BigIntegerField()
    into_id = models.BigIntegerField()
    counts: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "merge"
        indexes: ClassVar = [models.Index(fields=["kind", "from_id"], name="merge_by_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_id} into {self.into_id}"

    def is_undoable(self, at: datetime) -> bool:
        return self.undone_at is None and self.created_at > at - UNDO_FOR


class MovedRows(models.Model):
    """Some of the rows that a merge moved: their keys, and the field that was pointed elsewhere. Bounded, so that a
    track with a million plays is many small rows and none that no packet holds.

    `what` is a model's label, or what else the merge did (`made`).
    """

    journal = models.ForeignKey(MergeJournal, models.CASCADE, related_name="parts")
    what = models.CharField(max_length=100)
    field = models.CharField(max_length=60, blank=True)
    keys: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.keys)} {self.what}"
