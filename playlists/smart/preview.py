"""What rules would find, told at once: how many tracks, and the first of them.

Counting goes along the keys in growing steps and stops when its time is over; what was counted until then is a lower
bound. So an answer comes after a tenth of a second whatever the rules are.
"""

import time
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import QuerySet, Subquery

from catalog.models import Track
from common.deadline import OutOfTime, deadline
from playlists.smart.conditions import Asked
from playlists.smart.grammar import Rules
from playlists.smart.matching import in_order, matching

COUNTING, LISTING = 0.1, 0.25
"""Seconds for the count, and for the first tracks in their order."""
FIRST_STEP, GROWTH = 20_000, 8
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Preview:
    """`is_more`: there are more than `count`. `is_ordered`: these are the first tracks, not just some."""

    count: int
    is_more: bool
    tracks: list[Track] = field(default_factory=list)
    is_ordered: bool = True


def preview(rules: Rules, asked: Asked) -> Preview:
    """Count for a tenth of a second, and give the first tracks. To be called outside of a transaction."""
    rows = matching(rules, asked)
    count, is_more = _count(rows, COUNTING, rules.limit)
    if not count and not is_more:
        return Preview(0, is_more=False)
    size = min(SHOWN, rules.limit or SHOWN)
    found, is_ordered = _first(rows, rules, asked, size + 1)
    if is_more and found:
        # What was listed is known, though the time was too short to count it.
        count, is_more = max(count, min(size, len(found))), len(found) > size != rules.limit
    keys = found[:size]
    shown = Track.objects.listed_for(asked.viewer).for_rows().in_bulk(keys)
    tracks = [shown[key] for key in keys if key in shown]
    return Preview(count, is_more, tracks, is_ordered)


def _count(rows: "QuerySet[Track]", seconds: float, limit: int | None) -> tuple[int, bool]:
    """(how many, whether there are more): exact where time allows, and never above the limit."""
    first, last = _ends()
    until = time.monotonic() + seconds
    counted = 0
    for number, (low, high) in enumerate(pairwise(_steps(first, last))):
        # The first step has all the time there is, however long it took to ask.
        left = until - time.monotonic() if number else seconds
        if left <= 0:
            return counted, True
        try:
            with deadline(left):
                counted += rows.filter(pk__gt=low, pk__lte=high).count()
        except OutOfTime:
            return counted, True
        if limit is not None and counted >= limit:
            return limit, False
    return counted, False


def _ends() -> tuple[int, int]:
    """The first and the last key: a catalogue that was imported anew has them far from 0.

    Two looks at the index in one statement; SQLite reads a whole table for its `MIN` beside its `MAX`.
    """
    keys = Track.objects.order_by("pk").values("pk")
    last = Subquery(keys.reverse()[:1])
    return Track.objects.filter(pk=last).values_list(Subquery(keys[:1]), "pk").first() or (0, 0)


def _steps(first: int, last: int) -> list[int]:
    """Ends of the steps: before the first key, 20,000, 180,000, 1,460,000 … from there, and the last key."""
    ends, step = [first - 1], FIRST_STEP
    while ends[-1] < last:
        ends.append(min(last, ends[-1] + step))
        step *= GROWTH
    return ends


def _first(
    rows: "QuerySet[Track]", rules: Rules, asked: Asked, size: int
) -> tuple[list[int], bool]:
    ordered = in_order(rows, rules.order, asked)
    for found, is_ordered in ((ordered, True), (rows.order_by("pk"), False)):
        try:
            with deadline(LISTING):
                return list(found.values_list("pk", flat=True)[:size]), is_ordered
        except OutOfTime:
            continue
    return [], False
