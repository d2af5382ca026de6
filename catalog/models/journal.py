"""What a merge moved, so that it can be undone."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from common.models import PublicModel


class MergeJournal(PublicModel):
    """One merge: which row went into which, and every row it moved as `{"app.model": [[pk, field], …]}`."""

    kind = models.CharField(max_length=20)
    from_id = models.BigIntegerField()
    into_id = models.BigIntegerField()
    moved: "models.JSONField[dict[str, list[list[object]]], dict[str, list[list[object]]]]" = (
        models.JSONField(default=dict)
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "from_id"], name="merge_by_source")]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_id} into {self.into_id}"
