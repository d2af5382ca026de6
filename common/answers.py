"""Answers kept for a while, so that a request said twice is done once (`common.api.idempotency`)."""

from datetime import timedelta

from django.db import models
from django.utils.timezone import now

KEPT_FOR = timedelta(hours=24)


class KeptAnswer(models.Model):
    """What was answered to a POST under an `Idempotency-Key`. It is committed with what the request changed."""

    key_hash = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of who asked, where, and under which key."
    )
    body_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    body = models.TextField(default="", help_text="JSON.")
    headers: "models.JSONField[dict[str, str], dict[str, str]]" = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"{self.status} of {self.created_at:%Y-%m-%d %H:%M}"
