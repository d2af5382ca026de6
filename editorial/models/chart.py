"""Charts: tracks ranked by what listeners do, computed by a job and read by everyone."""

from typing import ClassVar

from django.db import models

from catalog.audience import Audience
from catalog.models import Track


class ChartEntry(models.Model):
    """A track's place in a chart, `position` from 1.

    Each chart is made twice: of what everyone sees listed, and of what members do. An entry gives access to nothing:
    who reads a chart reads its tracks through `listed_for`.
    """

    class Chart(models.TextChoices):
        WEEK = "week", "Top of the week"
        TRENDING = "trending", "Trending"
        LOVED = "loved", "Most loved"

    class Scope(models.IntegerChoices):
        EVERYONE = Audience.EVERYONE
        MEMBERS = Audience.MEMBERS

    chart = models.CharField(max_length=10, choices=Chart)
    scope = models.PositiveSmallIntegerField(choices=Scope)
    position = models.PositiveSmallIntegerField()
    track = models.ForeignKey(Track, models.CASCADE, related_name="+")
    count = models.PositiveIntegerField(help_text="Plays of the week, listeners of late, or likes.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chart", "scope", "position"], name="chart_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.chart} {self.position}: {self.track_id}"
