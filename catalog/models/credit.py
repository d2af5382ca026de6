"""Credits: who did what on an album or a track."""

from typing import ClassVar

from django.db import models

from catalog.models.album import Album
from catalog.models.artist import Artist
from catalog.models.track import Track


class Credit(models.Model):
    """An artist's role on an album or on a track (one of the two), in order, with the name as credited.

    `join_phrase` is what stands between this name and the next (` feat. `, ` & `), as MusicBrainz has it.
    """

    class Role(models.TextChoices):
        MAIN = "main"
        FEATURED = "featured"
        REMIXER = "remixer"
        COMPOSER = "composer"
        LYRICIST = "lyricist"
        CONDUCTOR = "conductor"
        PERFORMER = "performer"
        ARRANGER = "arranger"
        PRODUCER = "producer"
        ENGINEER = "engineer"
        MIXER = "mixer"
        DJ_MIXER = "dj_mixer", "DJ mixer"
        OTHER = "other"

    artist = models.ForeignKey(Artist, models.CASCADE, related_name="credits")
    album = models.ForeignKey(Album, models.CASCADE, null=True, blank=True, related_name="credits")
    track = models.ForeignKey(Track, models.CASCADE, null=True, blank=True, related_name="credits")
    role = models.CharField(max_length=12, choices=Role, default=Role.MAIN)
    detail = models.CharField(
        max_length=100, blank=True, help_text="The instrument of a performer, and the like."
    )
    credited_as = models.CharField(
        max_length=500, blank=True, help_text="Where it differs from the artist's name."
    )
    join_phrase = models.CharField(max_length=30, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["album", "artist", "role", "detail"], name="album_credit_once"
            ),
            models.UniqueConstraint(
                fields=["track", "artist", "role", "detail"], name="track_credit_once"
            ),
            models.CheckConstraint(
                condition=models.Q(album__isnull=True) ^ models.Q(track__isnull=True),
                name="credit_is_of_one",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["artist", "role", "id"], name="credit_by_artist")]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"

    @property
    def name(self) -> str:
        return self.credited_as or self.artist.name
