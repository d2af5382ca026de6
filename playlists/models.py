"""What listeners keep: likes, and the queue they left."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from catalog.models import Album, Artist, Track


class Like(models.Model):
    """A listener's like of one track, album or artist."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    track = models.ForeignKey(Track, models.CASCADE, null=True, blank=True, related_name="likes")
    album = models.ForeignKey(Album, models.CASCADE, null=True, blank=True, related_name="likes")
    artist = models.ForeignKey(Artist, models.CASCADE, null=True, blank=True, related_name="likes")
    liked_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "track"], name="like_track_once"),
            models.UniqueConstraint(fields=["user", "album"], name="like_album_once"),
            models.UniqueConstraint(fields=["user", "artist"], name="like_artist_once"),
            models.CheckConstraint(
                condition=models.Q(track__isnull=False, album__isnull=True, artist__isnull=True)
                | models.Q(track__isnull=True, album__isnull=False, artist__isnull=True)
                | models.Q(track__isnull=True, album__isnull=True, artist__isnull=False),
                name="like_is_of_one",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "liked_at", "id"], name="like_newest")]

    def __str__(self) -> str:
        return f"{self.user} likes {self.track or self.album or self.artist}"


class PlayQueue(models.Model):
    """The queue a listener left: track public ids in order, and where in it they were."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="play_queue")
    tracks: "models.JSONField[list[str], list[str]]" = models.JSONField(default=list)
    current = models.PositiveIntegerField(default=0, help_text="Index of the current track.")
    position_ms = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"Queue of {self.user}"
