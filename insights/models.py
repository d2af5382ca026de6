"""Events on their way out: rows committed with what they tell of, taken away in batches."""

from typing import ClassVar

from django.db import models
from django.utils.timezone import now

from common.ids import PublicIdField


class OutboxEvent(models.Model):
    """One event that must not be lost: a play, an import, later a pitch's activity.

    `public_id` is what the receiving side tells repeats by: delivery is at least once.
    """

    public_id = PublicIdField()
    name = models.CharField(
        max_length=60, help_text="What happened: `play.counted`, `import.finished` …"
    )
    happened_at = models.DateTimeField(default=now)
    data: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["name", "id"], name="outbox_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.happened_at:%F %T}"
