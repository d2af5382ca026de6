"""The queue that a listener left."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from common.versions import version_tag


class PlayQueue(models.Model):
    """The queue a listener left: track public ids in the order of play, and where in it they were.

    One for each listener, whichever device wrote it last; `version` counts the writes, so that no device overwrites
    what it has not seen.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="play_queue")
    tracks: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    length = models.PositiveIntegerField(
        default=0, help_text="Of `tracks`, which are long to read just to know how many."
    )
    current = models.PositiveIntegerField(default=0, help_text="Index of the current track.")
    position_ms = models.PositiveIntegerField(default=0)
    source = models.CharField(
        max_length=60,
        blank=True,
        help_text="Where the current track came from: album:…, playlist:…",
    )
    device = models.CharField(
        max_length=32, blank=True, help_text="The writer's own name for itself."
    )
    device_name = models.CharField(max_length=60, blank=True, help_text="That device for people.")
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"Queue of {self.user}"

    @property
    def tag(self) -> str:
        """Its entity tag: of the writes, not of who may hear what of it."""
        return version_tag("queue", self.user_id, self.version)
