"""Listen later: a listener's list of what to hear."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from catalog.models import Album, Track
from common.models import PublicModel, cascade
from playlists.models.of_one import of_one
from playlists.models.playlist import Playlist


class LaterItem(PublicModel):
    """A track, album or playlist on a listener's list; `position` as in playlists, `done_at` when it was ticked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="later")
    track = models.ForeignKey(Track, cascade, null=True, blank=True, related_name="+")
    album = models.ForeignKey(Album, cascade, null=True, blank=True, related_name="+")
    playlist = models.ForeignKey(Playlist, cascade, null=True, blank=True, related_name="+")
    position = models.BigIntegerField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "track"], name="later_track_once"),
            models.UniqueConstraint(fields=["user", "album"], name="later_album_once"),
            models.UniqueConstraint(fields=["user", "playlist"], name="later_playlist_once"),
            models.UniqueConstraint(fields=["user", "position"], name="later_place_once"),
            models.CheckConstraint(
                condition=of_one("track", "album", "playlist"), name="later_is_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.track or self.album or self.playlist}"
