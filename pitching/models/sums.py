"""Sums of activity, so that a pitch with a million events is told in a few rows. All can be computed again from
`PitchActivity` (`manage.py recount_pitches`).
"""

from typing import ClassVar

from django.db import models

from catalog.models import Track
from pitching.models.link import PitchLink
from pitching.models.pitch import Pitch


class Counts(models.Model):
    """What is counted of a pitch, a link or a track. `seconds` is how long somebody listened."""

    plays = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    downloads = models.PositiveIntegerField(default=0)
    favourites = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class PitchSum(Counts):
    """Of a whole pitch. `version` moves on by one with each event: who polls asks for nothing else.

    `kinds` and `countries` count devices: `{"phone": 3}`, `{"DE": 2}`.
    """

    pitch = models.OneToOneField(Pitch, models.CASCADE, primary_key=True, related_name="sums")
    opens = models.PositiveIntegerField(default=0)
    licences = models.PositiveIntegerField(default=0)
    kinds: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    countries: "models.JSONField[dict[str, int], dict[str, int]]" = models.JSONField(default=dict)
    version = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"activity of {self.pitch_id}"


class LinkSum(Counts):
    """Of one link. `devices` are those seen through it, oldest first: `[[id, kind, country], …]`."""

    link = models.OneToOneField(PitchLink, models.CASCADE, primary_key=True, related_name="sums")
    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="+")
    opens = models.PositiveIntegerField(default=0)
    licences = models.PositiveIntegerField(default=0)
    devices: "models.JSONField[list[list[str]], list[list[str]]]" = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["pitch", "last_at", "link"], name="link_sum_by_pitch")
        ]

    def __str__(self) -> str:
        return f"activity of {self.link_id}"


class LinkTrackSum(Counts):
    """Of one track by one link. `heat` is how often each hundredth of it was heard."""

    link = models.ForeignKey(PitchLink, models.CASCADE, related_name="track_sums")
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    heat: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "track"], name="link_track_sum_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["track", "last_at"], name="link_track_sum_by_track")
        ]

    def __str__(self) -> str:
        return f"activity of {self.link_id} with {self.track_id}"


class PitchTrackSum(Counts):
    """Of one track by all links of a pitch. `listeners` are the links through which it was played."""

    pitch = models.ForeignKey(Pitch, models.CASCADE, related_name="track_sums")
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    listeners = models.PositiveIntegerField(default=0)
    heat: "models.JSONField[list[int], list[int]]" = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pitch", "track"], name="pitch_track_sum_once")
        ]

    def __str__(self) -> str:
        return f"activity of {self.pitch_id} with {self.track_id}"
