"""Ratings."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import now

from catalog.models import Album, Artist, Track
from common.models import cascade
from playlists.models.of_one import of_one

MOST_STARS = 5


class Rating(models.Model):
    """A listener's 1 to 5 stars for one track, album or artist. No stars is no row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ratings")
    track = models.ForeignKey(Track, cascade, null=True, blank=True, related_name="ratings")
    album = models.ForeignKey(Album, cascade, null=True, blank=True, related_name="ratings")
    artist = models.ForeignKey(Artist, cascade, null=True, blank=True, related_name="ratings")
    stars = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_STARS)]
    )
    rated_at = models.DateTimeField(default=now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "track"], name="rating_track_once"),
            models.UniqueConstraint(fields=["user", "album"], name="rating_album_once"),
            models.UniqueConstraint(fields=["user", "artist"], name="rating_artist_once"),
            models.CheckConstraint(
                condition=of_one("track", "album", "artist"), name="rating_is_of_one"
            ),
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=MOST_STARS), name="rating_in_range"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["user", "stars", "rated_at", "id"], name="rating_best")
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.stars} for {self.track or self.album or self.artist}"
