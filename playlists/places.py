"""An order that people arrange: whole numbers with wide gaps, so that a place between two others costs one write.

Whoever assigns places holds the lock of what the rows belong to (a playlist's row, a user's). Between two rows a gap
of 2⁴⁰ halves forty times before it is used up; then the rows around it are spread again (`spread`), a few dozen
as a rule. Places stay far inside of a BIGINT.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import F, Max, Min, Model, QuerySet

from common.errors import Conflict

GAP = 2**40
"""Between two rows that are put at an end."""
EDGE = 2**61
"""Places keep below this; twice as far out rows are parked while their neighbours change."""
WINDOW = 64
"""Rows on each side that are spread first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows go: an end of the order, or beside the row whose public id is `anchor`."""

    at: Literal["first", "last", "before", "after"] = "last"
    anchor: str = ""


LAST = Place()


@dataclass(frozen=True, slots=True)
class Shift:
    """How neighbouring rows were spread: the places of each before and after, both ascending."""

    old: list[int]
    new: list[int]

    def of(self, place: int) -> int:
        """Where a place lies now that was written down before: between the same rows as then."""
        at = bisect_right(self.old, place) - 1
        if at < 0:
            return place + self.new[0] - self.old[0]
        if at + 1 == len(self.new):
            return place + self.new[at] - self.old[at]
        gap, before = self.new[at + 1] - self.new[at], self.old[at + 1] - self.old[at]
        return self.new[at] + (place - self.old[at]) * gap // before


def neighbours(
    rows: "QuerySet[Any]", place: Place, *, where: str = "in the playlist"
) -> tuple[int | None, int | None]:
    """The positions between which a place lies (None: no row there). Raises Conflict when its anchor is gone."""
    if place.at == "last":
        return rows.aggregate(end=Max("position"))["end"], None
    if place.at == "first":
        return None, rows.aggregate(end=Min("position"))["end"]
    anchor = rows.filter(public_id=place.anchor).values_list("position", flat=True).first()
    if anchor is None:
        raise Conflict(f"The place you chose is not {where} any more.", field=place.at)
    if place.at == "after":
        return anchor, rows.filter(position__gt=anchor).aggregate(end=Min("position"))["end"]
    return rows.filter(position__lt=anchor).aggregate(end=Max("position"))["end"], anchor


def between(low: int | None, high: int | None, count: int) -> list[int] | None:
    """`count` ascending places after `low` and before `high` (None: no row there); None where they do not fit."""
    if count == 0:
        return []
    if low is None and high is None:
        return [GAP * i for i in range(count)]
    if high is None:
        assert low is not None
        places = [low + GAP * (i + 1) for i in range(count)]
    elif low is None:
        places = [high - GAP * (count - i) for i in range(count)]
    else:
        step = (high - low) // (count + 1)
        return [low + step * (i + 1) for i in range(count)] if step else None
    return places if places[0] > -EDGE and places[-1] < EDGE else None


def places_for(
    rows: "QuerySet[Any]",
    *,
    low: int | None,
    high: int | None,
    count: int,
    moving: Sequence[Model] = (),
    shifts: "list[Shift] | None" = None,
) -> list[int]:
    """As `between`, making room in `rows` where there is none: all rows of the order but those that are `moving`.

    How rows were spread for it is added to `shifts`, for whoever keeps places elsewhere.
    """
    found = between(low, high, count)
    if found is None and moving:
        park(moving)
    while found is None:
        low, high, shift = spread(rows, low=low, high=high, count=count)
        if shifts is not None:
            shifts.append(shift)
        found = between(low, high, count)
    return found


def park(moving: Sequence[Any]) -> None:
    """Put rows out of the way, where no other row is. Each keeps its distance to the others."""
    away = type(moving[0])._default_manager.filter(pk__in=[row.pk for row in moving])
    away.update(position=F("position") + EDGE * 2)
    for row in moving:
        row.position += EDGE * 2


def spread(
    rows: "QuerySet[Any]", *, low: int | None, high: int | None, count: int
) -> tuple[int | None, int | None, Shift]:
    """Spread the rows around a gap until `count` more fit with room to spare; the new (low, high), and what moved."""
    size = WINDOW
    while True:
        before: list[Any] = []
        after: list[Any] = []
        if low is not None:
            before = list(rows.filter(position__lte=low).order_by("-position")[:size])
        if high is not None:
            after = list(rows.filter(position__gte=high).order_by("position")[:size])
        whole = len(before) < size and len(after) < size
        window = [*reversed(before), *after]
        if whole:
            middle = len(window) // 2
            gap = max(GAP, count + 1)
            places = [gap * (i - middle) for i in range(len(window))]
            break
        first = window[0].position if len(before) == size else window[0].position - GAP * size
        last = window[-1].position if len(after) == size else window[-1].position + GAP * size
        step = (last - first) // max(1, len(window) - 1)
        if step > 2**20 * (count + 1) and first > -EDGE and last < EDGE:
            places = [first + step * i for i in range(len(window))]
            break
        size *= 4
    shift = Shift([row.position for row in window], places)
    assign(window, places)
    at = len(before)
    return (
        places[at - 1] if before else None,
        places[at] if after else None,
        shift,
    )


def assign(moving: Sequence[Any], places: Sequence[int]) -> None:
    """Write these places. Rows whose old and new places overlap are parked first: a place is held once."""
    if not moving:
        return
    if {row.position for row in moving} & set(places):
        park(moving)
    for row, place in zip(moving, places, strict=True):
        row.position = place
    rows = type(moving[0])._default_manager
    if len(moving) == 1:
        rows.filter(pk=moving[0].pk).update(position=places[0])
    else:
        rows.bulk_update(moving, ["position"], batch_size=500)


def in_order(rows: "QuerySet[Any]", moving: Sequence[Any]) -> None:
    """Put all rows of an order into the order of `moving`, in places that none of them holds."""
    ends = rows.aggregate(low=Min("position"), high=Max("position"))
    if ends["low"] is None:
        return
    start = ends["high"] + GAP
    if start + GAP * len(moving) >= EDGE:
        start = ends["low"] - GAP * (len(moving) + 1)
    assign(moving, [start + GAP * i for i in range(len(moving))])


def free_near(wanted: Iterable[int], held: set[int]) -> list[int]:
    """Places for rows that come back to where they were: the same, or right behind what stands there now."""
    found = []
    for place in wanted:
        while place in held:
            place += 1
        held.add(place)
        found.append(place)
    return found
