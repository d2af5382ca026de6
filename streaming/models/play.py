"""Plays: the only truth for history, counts and trends."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from catalog.models import Track


class Play(models.Model):
    """Somebody listened. `client_id` is made by the player, so that telling it twice counts once.

    `seconds` is how long it was heard (not where the position was), bounded by what the clock allows.
    `counted_at` is set when half the track or four minutes were heard.
    """

    client_id = models.CharField(max_length=32, unique=True)
    track = models.ForeignKey(Track, models.CASCADE, related_name="plays")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="plays"
    )
    link_hash = models.CharField(max_length=64, null=True, blank=True)
    source = models.CharField(
        max_length=60, blank=True, help_text="Where it was started: album:…, search, …"
    )
    started_at = models.DateTimeField(help_text="When the server heard of it first.")
    seconds = models.FloatField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "started_at", "id"], name="play_history"),
            models.Index(fields=["track", "counted_at"], name="play_by_track"),
            models.Index(fields=["counted_at", "id"], name="play_counted"),
        ]

    def __str__(self) -> str:
        return f"{self.track} for {self.seconds:.0f} s"
