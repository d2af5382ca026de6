"""What was done with one track in all pitches of somebody's workspaces."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from accounts.viewer import Viewer
from catalog.audience import Audience
from common.errors import NotFound
from common.ids import PUBLIC_ID
from pitching.activity.drawing import Drawing, drawing
from pitching.activity.heat import SLICES
from pitching.models import PitchTrack, PitchTrackSum
from streaming.models import MediaFile

SHOWN = 100
"""Pitches that are listed, the last in which something was done first; the numbers are of all."""
COUNTS = ("plays", "seconds", "listeners", "downloads", "favourites", "comments")


@dataclass(frozen=True, slots=True)
class TrackEverywhere:
    """A track, under its names as last known, with what was done with it. `counts` are of `COUNTS`."""

    row: PitchTrack
    counts: dict[str, Any]
    pitches: list[PitchTrackSum]
    drawing: Drawing

    @property
    def listened_ms(self) -> int:
        seconds: float = self.counts["seconds"]
        return round(seconds * 1000)


def track_everywhere(viewer: Viewer, public_id: str) -> TrackEverywhere:
    """Five queries. Raises NotFound for a track that stands in no pitch of the viewer's workspaces."""
    places = PitchTrack.objects.filter(
        track__public_id=public_id,
        pitch__workspace_id__in=viewer.workspace_ids,
        pitch__deleted_at__isnull=True,
    ).select_related("track")
    row = places.order_by("-pitch_id").first() if PUBLIC_ID.fullmatch(public_id) else None
    if row is None or row.track is None:
        raise NotFound
    sums: QuerySet[PitchTrackSum] = PitchTrackSum.objects.filter(
        track=row.track,
        pitch__workspace_id__in=viewer.workspace_ids,
        pitch__deleted_at__isnull=True,
    )
    found = sums.aggregate(**{name: Sum(name, default=0) for name in COUNTS})
    heat = [0] * SLICES
    for one in sums.order_by().values_list("heat", flat=True).iterator(500):
        for index, count in enumerate(one):
            heat[index] += count
    peaks = MediaFile.objects.filter(
        track=row.track, track__reachable_to__lt=Audience.NOBODY, is_current=1
    ).values_list("waveform", flat=True)
    wave = peaks.first()
    return TrackEverywhere(
        row,
        found,
        list(sums.select_related("pitch").order_by("-last_at", "-pk")[:SHOWN]),
        drawing(bytes(wave) if wave else None, heat, row.track.duration_ms),
    )
