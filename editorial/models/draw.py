"""What the discovery shelf shows: tracks drawn anew every few hours."""

from typing import ClassVar

from django.db import models
from django.utils.timezone import now

from catalog.models import Track
from editorial.models.chart import ChartEntry


class Draw(models.Model):
    """The tracks of one period, for one scope. Written whole with its tracks, or not at all."""

    scope = models.PositiveSmallIntegerField(choices=ChartEntry.Scope)
    period = models.DateTimeField(help_text="When it begins.")
    made_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "period"], name="draw_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()}, {self.period:%F %H:%M}"


class DrawnTrack(models.Model):
    """A track of a draw, `position` from 1. It gives access to nothing: readers ask `listed_for`."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="tracks")
    position = models.PositiveSmallIntegerField()
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draw", "position"], name="drawn_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.track_id}"
