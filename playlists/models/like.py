"""Likes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from catalog.models import Album, Artist, Track
from common.models import cascade
from playlists.models.of_one import of_one
from playlists.models.playlist import Playlist


class Like(models.Model):
    """A listener's like of one track, album, artist or playlist."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="likes")
    track = models.ForeignKey(Track, cascade, null=True, blank=True, related_name="likes")
    album = models.ForeignKey(Album, cascade, null=True, blank=True, related_name="likes")
    artist = models.ForeignKey(Artist, cascade, null=True, blank=True, related_name="likes")
    playlist = models.ForeignKey(Playlist, cascade, null=True, blank=True, related_name="likes")
    liked_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "track"], name="like_track_once"),
            models.UniqueConstraint(fields=["user", "album"], name="like_album_once"),
            models.UniqueConstraint(fields=["user", "artist"], name="like_artist_once"),
            models.UniqueConstraint(fields=["user", "playlist"], name="like_playlist_once"),
            models.CheckConstraint(
                condition=of_one("track", "album", "artist", "playlist"), name="like_is_of_one"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["user", "liked_at", "id"], name="like_newest")]

    def __str__(self) -> str:
        return f"{self.user} likes {self.track or self.album or self.artist or self.playlist}"
