"""A listener's own past: what they heard and when, and what it adds up to.

History shows every play of theirs; totals take those that counted. Who takes a play out of their history takes
their name off it: the play itself still counts for the track. Plays that were brought along from elsewhere count for
nobody else, and go.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Album, Artist, Credit, Track
from common.errors import Invalid, NotFound
from common.text import words as words_of
from streaming.models import Play
from streaming.plays import own_plays_changed

TOP = 10
"""How many artists, albums and tracks the totals name."""
MOST_WORDS = 8
"""Of a search in one's history: each costs the database another look at the same rows."""


def plays_of(user: User, viewer: Viewer, *, words: str = "") -> "QuerySet[Play]":
    """The user's plays of what they may still hear; with `words`, those whose track, album or artist has them all.

    The words are looked for in the user's own plays only, which an index finds.
    """
    rows = Play.objects.filter(user=user, track__in=Track.objects.reachable_by(viewer).values("pk"))
    for word in words_of(words)[:MOST_WORDS]:
        credited = Credit.objects.filter(artist__name_key__contains=word)
        rows = rows.filter(
            Q(track__title_key__contains=word)
            | Q(track__album__title_key__contains=word)
            | Q(track_id__in=credited.filter(track__plays__user=user).values("track_id"))
        )
    return rows


@transaction.atomic
def play_forget(*, user: User, client_id: str) -> None:
    """Take one play out of the user's history. Raises NotFound where they have no such.

    One that was brought along stays as well, without a name, so that bringing it along again does not put it back.
    """
    if not Play.objects.filter(user=user, client_id=client_id).update(user=None):
        raise NotFound
    own_plays_changed(user.pk)


@transaction.atomic
def history_clear(*, user: User, before: datetime | None = None) -> int:
    """Take all plays (those that began before a moment, where one is given) out of the history; how many it were."""
    rows = Play.objects.filter(user=user)
    rows = rows.filter(started_at__lt=before) if before else rows
    brought, _ = rows.exclude(imported_from="").delete()
    forgotten = brought + rows.update(user=None)
    own_plays_changed(user.pk)
    return forgotten


@dataclass(frozen=True, slots=True)
class Period:
    """All time, a year, or a month of one, in somebody's time zone: from `start` to before `end`."""

    year: int | None = None
    month: int | None = None
    zone: tzinfo = UTC

    def __post_init__(self) -> None:
        if self.year is not None and not 1900 <= self.year <= 9000:
            raise Invalid("year takes a year from 1900.", field="year")
        if self.month is not None and (self.year is None or not 1 <= self.month <= 12):
            raise Invalid("month takes 1 to 12, with a year.", field="month")

    @property
    def bounds(self) -> tuple[datetime, datetime] | None:
        if self.year is None:
            return None
        if self.month is None:
            return self._first(self.year, 1), self._first(self.year + 1, 1)
        year, month = (self.year + 1, 1) if self.month == 12 else (self.year, self.month + 1)
        return self._first(self.year, self.month), self._first(year, month)

    def _first(self, year: int, month: int) -> datetime:
        return datetime(year, month, 1, tzinfo=self.zone)


@dataclass(frozen=True, slots=True)
class Counted[Thing]:
    """Something with how often it was heard."""

    thing: Thing
    plays: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What a period adds up to."""

    plays: int
    seconds: float
    days: int
    """Days on which something was heard."""
    longest_streak: int
    """Most days in a row of them."""
    artists: list[Counted[Artist]]
    albums: list[Counted[Album]]
    tracks: list[Counted[Track]]

    @property
    def hours(self) -> float:
        return self.seconds / 3600


def totals(user: User, viewer: Viewer, period: Period) -> Totals:
    """The user's totals. Seven queries, however much they heard; names only what they may still open."""
    plays = Play.objects.filter(user=user).heard().order_by()
    if period.bounds:
        start, end = period.bounds
        plays = plays.filter(started_at__gte=start, started_at__lt=end)
    told = plays.aggregate(plays=Count("pk"), seconds=Sum("seconds"))
    # In Python: MySQL knows no time zones by name unless somebody loaded its tables of them.
    days = sorted(
        {
            at.astimezone(period.zone).date()
            for at in plays.values_list("started_at", flat=True).iterator(2000)
        }
    )
    main = plays.filter(track__credits__role=Credit.Role.MAIN)
    return Totals(
        plays=told["plays"],
        seconds=told["seconds"] or 0.0,
        days=len(days),
        longest_streak=longest_streak(days),
        artists=_top(
            main,
            "track__credits__artist",
            Artist.objects.reachable_by(viewer).with_image_for(viewer),
        ),
        albums=_top(plays, "track__album", Album.objects.reachable_by(viewer).for_cards()),
        tracks=_top(plays, "track", Track.objects.reachable_by(viewer).for_rows()),
    )


def years_of(user: User, *, zone: tzinfo) -> list[int]:
    """The years from the user's first play to their latest, the latest first."""
    told = Play.objects.filter(user=user).aggregate(first=Min("started_at"), last=Max("started_at"))
    if told["first"] is None:
        return []
    first, last = (told[end].astimezone(zone).year for end in ("first", "last"))
    return list(range(last, first - 1, -1))


def longest_streak(days: list[date]) -> int:
    """Most days in a row among different days in their order."""
    longest = current = 0
    before: date | None = None
    for day in days:
        current = current + 1 if before is not None and day - before == timedelta(days=1) else 1
        longest, before = max(longest, current), day
    return longest


def _top(plays: "QuerySet[Play]", path: str, things: "QuerySet[Any]") -> list[Counted[Any]]:
    """The most heard, ties by the latest heard. Some more are counted than named: not all may still be open."""
    counted = (
        plays.values_list(path)
        .annotate(plays=Count("pk"), latest=Max("started_at"))
        .order_by("-plays", "-latest", path)[: TOP * 3]
    )
    counts = {pk: count for pk, count, _ in counted}
    found = things.in_bulk(counts)
    return [Counted(found[pk], count) for pk, count in counts.items() if pk in found][:TOP]
