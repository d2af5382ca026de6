"""The queue that a listener left."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now


class PlayQueue(models.Model):
    """The queue a listener left: track public ids in order, and where in it they were."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="play_queue")
    tracks: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    current = models.PositiveIntegerField(default=0, help_text="Index of the current track.")
    position_ms = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"Queue of {self.user}"
