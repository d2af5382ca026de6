"""Making the index anew, comparing it with the rows, and telling how it stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Count, Min

from search.asking import index_place
from search.entries import stamp
from search.models import Document, Pending
from search.places import Place, Unavailable
from search.sources import all_documents, all_keys, kinds

LITTLE = 20_000
"""Rows of which an index is made within seconds."""


class NoIndex(Exception):
    """The site has no index: SEARCH_URL says so."""


def rebuild_index(
    *,
    only_if_needed: bool = False,
    wait: bool = True,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Make the index anew from the rows, and put it in place of the old one. Returns its documents' number.

    The old one answers meanwhile. What changes during it is marked, and worked off into the new one.
    Raises NoIndex, Unavailable when the index can't be written, and without `wait` Busy while another process does.
    """
    place = _place()
    return place.rebuild(all_documents, only_if_needed=only_if_needed, wait=wait, tell=tell)


def is_little() -> bool:
    """Whether an index of all rows would be made within seconds."""
    return next(islice(all_keys(), LITTLE, None), None) is None


def _place() -> Place:
    place = index_place()
    if place is None:
        raise NoIndex
    return place


@dataclass(slots=True)
class Comparison:
    """What the index lacks, has too much, and has otherwise than the rows: keys by kind."""

    missing: dict[str, list[int]] = field(default_factory=dict)
    left_over: dict[str, list[int]] = field(default_factory=dict)
    different: dict[str, list[int]] = field(default_factory=dict)
    compared: int = 0

    def refs(self) -> dict[str, list[int]]:
        """All that must be indexed again, by kind."""
        parts = (self.missing, self.left_over, self.different)
        return {
            kind: [ref for part in parts for ref in part.get(kind, ())]
            for kind in {kind for part in parts for kind in part}
        }


def compare_index() -> Comparison:
    """Compare the index with the rows, document by document. Raises NoIndex and Unavailable."""
    place = _place()
    found = Comparison()
    for kind in kinds():
        held = place.stamps(kind)
        for document in all_documents([kind]):
            found.compared += 1
            known = held.pop(document.ref, None)
            if known is None:
                found.missing.setdefault(kind, []).append(document.ref)
            elif known != stamp(document):
                found.different.setdefault(kind, []).append(document.ref)
        if held:
            found.left_over[kind] = sorted(held)
    return found


@dataclass(frozen=True, slots=True)
class Stats:
    """How search stands. `in_index` is None where there is no index that can be read."""

    in_database: dict[str, int]
    in_index: dict[str, int] | None
    waiting: int
    oldest: datetime | None

    def lag(self, *, at: datetime) -> float:
        """Seconds for which the oldest change has waited to be found."""
        return max(0.0, (at - self.oldest).total_seconds()) if self.oldest else 0.0


def search_stats() -> Stats:
    """How many documents there are, by kind, and what waits."""
    waiting: dict[str, Any] = Pending.objects.aggregate(count=Count("pk"), oldest=Min("marked_at"))
    counted = Document.objects.order_by("kind").values_list("kind").annotate(Count("pk"))
    return Stats(
        in_database=dict(counted),
        in_index=_in_index(),
        waiting=waiting["count"],
        oldest=waiting["oldest"],
    )


def _in_index() -> dict[str, int] | None:
    place = index_place()
    if place is None:
        return None
    try:
        return {kind: place.count(kind) for kind in kinds()}
    except Unavailable:
        return None
