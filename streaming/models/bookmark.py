"""Bookmarks: where a listener left a track."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from catalog.models import Track


class Bookmark(models.Model):
    """Where a listener left a track, to go on from there: one a track. The player makes them for long ones."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    track = models.ForeignKey(Track, models.CASCADE, related_name="bookmarks")
    position_ms = models.PositiveIntegerField()
    comment = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "track"], name="bookmark_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "changed_at", "id"], name="bookmark_latest")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.track} at {self.position_ms // 1000} s"
