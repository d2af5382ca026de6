"""Plays: the only truth for history, counts and trends."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from catalog.models import Track


class PlayQuerySet(models.QuerySet["Play"]):
    """Reads of plays."""

    def heard(self) -> Self:
        """Those that count for their listener: here, or by the same rule elsewhere."""
        return self.filter(models.Q(counted_at__isnull=False) | ~models.Q(imported_from=""))


class Play(models.Model):
    """Somebody listened. `client_id` is made by the player, so that telling it twice counts once.

    `seconds` is how long it was heard (not where the position was), bounded by what the clock allows.
    `counted_at` is set when half the track or four minutes were heard.

    A play that its listener brought along from another service (`imported_from`) is one of theirs and of nobody else's
    business: it has no `counted_at`, so that no count of the site, and no list made by counts, can be pushed by a file
    that anybody may write.
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
    started_at = models.DateTimeField(
        help_text="When the server heard of it first, or the other service said."
    )
    seconds = models.FloatField(default=0)
    counted_at = models.DateTimeField(null=True, blank=True)
    country = models.CharField(
        max_length=2, blank=True, default="", db_default="",
        help_text="Two letters, where a CDN in front says.",
    )  # fmt: skip
    imported_from = models.CharField(
        max_length=20, blank=True, default="", db_default="",
        help_text="The service it was brought along from.",
    )  # fmt: skip

    objects: ClassVar = PlayQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["user", "started_at", "id"], name="play_history"),
            models.Index(fields=["track", "counted_at"], name="play_by_track"),
            models.Index(fields=["counted_at", "id"], name="play_counted"),
            # A stretch of time, added up.
            models.Index(fields=["started_at"], name="play_began"),
        ]

    def __str__(self) -> str:
        return f"{self.track} for {self.seconds:.0f} s"
