"""Following artists."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from catalog.models import Artist


class Follow(models.Model):
    """A listener who wants to hear of an artist's new releases."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    artist = models.ForeignKey(Artist, models.CASCADE, related_name="follows")
    followed_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "artist"], name="follow_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "followed_at", "id"], name="follow_newest")
        ]

    def __str__(self) -> str:
        return f"{self.user} follows {self.artist}"
