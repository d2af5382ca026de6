"""Whose a track is: what somebody who wants to license it must know. Seen by the people of its workspace alone.

A pitch shows it to its recipients by its own rules; no other way leads out.
"""

from typing import ClassVar, Self

from django.db import models

from accounts.viewer import Viewer
from catalog.models.track import Track
from catalog.provenance import CuratedModel
from common.models import PublicModel

WHOLE = 10_000
"""Basis points of a side: 100 %."""


class RightsQuerySet(models.QuerySet["TrackRights"]):
    """Rights, by who may read them."""

    def seen_by(self, viewer: Viewer) -> Self:
        """Those of tracks of the viewer's workspaces, whatever their role there."""
        return self.filter(track__library__workspace_id__in=viewer.workspace_ids)


class TrackRights(PublicModel, CuratedModel):
    """The work that a track is a recording of, and how it is cleared.

    `is_one_stop`: one call clears recording and composition; None where nobody has said. Who owns which share are the
    track's `splits`.
    """

    track = models.OneToOneField(Track, models.CASCADE, related_name="rights")
    iswc = models.CharField("ISWC", max_length=15, blank=True)
    is_one_stop = models.BooleanField("one-stop", null=True, blank=True)
    clearance_contact = models.CharField(max_length=300, blank=True)
    clearance_notes = models.TextField(blank=True)

    objects: ClassVar = RightsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "rights"

    def __str__(self) -> str:
        return f"rights of {self.track_id}"


class SplitSide(models.TextChoices):
    """Of which whole a share is. The shares of each side that is known add up to 100 %."""

    WRITER = "writer", "Writers' share"
    PUBLISHER = "publisher", "Publishers' share"
    MASTER = "master", "Master"


class Split(models.Model):
    """A party's share of one side of a track. `publisher` is a writer's own."""

    track = models.ForeignKey(Track, models.CASCADE, related_name="splits")
    side = models.CharField(max_length=10, choices=SplitSide)
    position = models.PositiveSmallIntegerField(default=0)
    party = models.CharField(max_length=200)
    share = models.PositiveSmallIntegerField(help_text="Basis points: 10,000 is 100 %.")
    pro = models.CharField("PRO", max_length=30, blank=True, help_text="STIM, ASCAP, PRS …")
    ipi = models.CharField("IPI", max_length=11, blank=True, help_text="IPI name number.")
    publisher = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["side", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["track", "side", "position"], name="split_place_once"),
            models.CheckConstraint(
                condition=models.Q(share__gte=1, share__lte=WHOLE), name="split_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.share / 100:g} % ({self.side})"
