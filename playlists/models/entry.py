"""What stands in a playlist."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from catalog.models import Track
from common.ids import PublicIdField
from playlists.models.playlist import Playlist


class PlaylistEntry(models.Model):
    """A place in a playlist. The same track may stand in several.

    `position` orders the entries, with gaps (`playlists.places`); it is assigned under the playlist's row lock. An
    entry whose track was removed for good keeps its place, so that counts stay honest.
    """

    playlist = models.ForeignKey(Playlist, models.CASCADE, related_name="entries")
    public_id = PublicIdField()
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="+")
    position = models.BigIntegerField()
    duration_ms = models.PositiveIntegerField(
        default=0, help_text="Of the track when it was added."
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name_plural = "playlist entries"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["playlist", "position"], name="entry_place_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["playlist", "track"], name="entry_by_track"),
        ]

    def __str__(self) -> str:
        return f"{self.playlist}: {self.track or 'gone'}"
