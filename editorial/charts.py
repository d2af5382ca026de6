"""Charts: what is heard and liked most.

*Top of the week* counts the plays of today and the six days before. *Most loved* counts likes. *Trending* is a count
that decays: a day's listeners weigh 2^(−age / HALF_LIFE), summed over the last DAYS. This is the exponentially decayed
count of Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay: a practical time decay model for streaming systems"
(ICDE 2009, section III); listeners instead of plays, so that who hears one track all day counts once a day.

All three are computed by a job from the roll-ups, whole or not at all; readers find a few rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Count, F, FloatField, QuerySet, Sum, Value, When
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.models import Track
from catalog.querysets import in_open_lists
from common import pagecache
from editorial.models import ChartEntry, PlayDay
from playlists.models import Like

Chart, Scope = ChartEntry.Chart, ChartEntry.Scope

PLACES = 100
"""Entries kept of each chart; more than are shown, since some may be hidden meanwhile."""
TOP = 15
"""Tracks of the week's chart."""
WEEK = 7
DAYS, HALF_LIFE = 14, 3.0
"""How far back trending looks, and after how many days a listener weighs half."""

type Place = tuple[int, int]
"""A track's key, and its count."""


@dataclass(frozen=True, slots=True)
class Charted:
    """A track at its place among those that the viewer sees, from 1."""

    rank: int
    track: Track
    count: int


def scope_of(viewer: Viewer) -> int:
    return Scope.MEMBERS if viewer.is_member else Scope.EVERYONE


def charted(chart: str, viewer: Viewer, *, most: int = PLACES) -> list[Charted]:
    """A chart as the viewer sees it. Three queries: the places, their tracks, the credits of these."""
    places = list(places_listed(viewer).filter(chart=chart)[:most].values_list("track", "count"))
    rows = Track.objects.listed_for(viewer).for_rows().in_bulk([track for track, _ in places])
    there = [(rows[track], count) for track, count in places if track in rows]
    return [Charted(rank, track, count) for rank, (track, count) in enumerate(there, 1)]


def places_listed(viewer: Viewer) -> "QuerySet[ChartEntry]":
    """Places of tracks that the viewer sees listed, chart by chart."""
    listed = Track.objects.listed_for(viewer)
    return ChartEntry.objects.filter(
        scope=scope_of(viewer), track__in=listed.order_by().values("pk")
    ).order_by("chart", "position")


def charts_make(*, at: datetime | None = None) -> bool:
    """Compute all charts; whether any of them changed. Pages that show them turn over with the same commit."""
    day = (at or now()).astimezone(UTC).date()
    changed = False
    for scope in Scope:
        for chart, places in (
            (Chart.WEEK, _week(scope, day)),
            (Chart.TRENDING, _trending(scope, day)),
            (Chart.LOVED, _loved(scope)),
        ):
            changed |= _replace(chart, scope, places)
    return changed


def _ranked(rows: Any, **measures: Any) -> list[Place]:
    """The first of these rows by `rank`, ties by the newer track."""
    found = rows.order_by().values("track").annotate(**measures).filter(total__gt=0)
    return [
        (row["track"], row["total"]) for row in found.order_by("-rank", "-total", "-track")[:PLACES]
    ]


def _week(scope: int, day: date) -> list[Place]:
    days = PlayDay.objects.filter(at__gt=day - timedelta(days=WEEK), at__lte=day)
    return _ranked(
        days.filter(in_open_lists(scope, "track__")), total=Sum("plays"), rank=Sum("plays")
    )


def _trending(scope: int, day: date) -> list[Place]:
    ages = {day - timedelta(days=age): 2 ** (-age / HALF_LIFE) for age in range(DAYS)}
    weight = Case(
        *(When(at=when, then=Value(weight)) for when, weight in ages.items()),
        default=Value(0.0),
        output_field=FloatField(),
    )
    days = PlayDay.objects.filter(at__in=list(ages))
    return _ranked(
        days.filter(in_open_lists(scope, "track__")),
        total=Sum("listeners"),
        rank=Sum(F("listeners") * weight, output_field=FloatField()),
    )


def _loved(scope: int) -> list[Place]:
    likes = Like.objects.filter(in_open_lists(scope, "track__"))
    return _ranked(likes, total=Count("pk"), rank=Count("pk"))


@transaction.atomic
def _replace(chart: str, scope: int, places: Sequence[Place]) -> bool:
    """Put a chart in place of the one before, where it differs. Locked, so that two makers don't mix theirs."""
    rows = ChartEntry.objects.filter(chart=chart, scope=scope)
    before = list(rows.select_for_update().order_by("position").values_list("track_id", "count"))
    if before == list(places):
        return False
    rows.delete()
    ChartEntry.objects.bulk_create(
        ChartEntry(chart=chart, scope=scope, position=position, track_id=track, count=count)
        for position, (track, count) in enumerate(places, 1)
    )
    pagecache.bump()
    return True
