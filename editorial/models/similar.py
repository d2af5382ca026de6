"""What goes together, computed by a job from what is heard and kept together (`editorial.similar`)."""

from typing import ClassVar

from django.db import models

from catalog.models import Artist, Track


class Similar(models.Model):
    """One of the things most like another, at its place from 1. Whether it may be shown is asked where it is shown."""

    class Why(models.TextChoices):
        HEARD = "heard", "Heard by the same people"
        KEPT = "kept", "On the same playlists"

    position = models.PositiveSmallIntegerField()
    score = models.FloatField(help_text="Cosine, 0 to 1.")
    why = models.CharField(max_length=5, choices=Why)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position}: {self.score:.2f}"


class SimilarTrack(Similar):
    """A track like `of`."""

    of = models.ForeignKey(Track, models.CASCADE, related_name="+")
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "position"], name="similar_track_place")
        ]


class SimilarArtist(Similar):
    """An artist like `of`."""

    of = models.ForeignKey(Artist, models.CASCADE, related_name="+")
    artist = models.ForeignKey(Artist, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "position"], name="similar_artist_place")
        ]
