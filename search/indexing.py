"""Working off what is marked, in the worker: the database's words first, then the index.

A mark is deleted only after both have the row as it is now. Rows are loaded when the mark is worked off, not when it
was made: so marks may be worked off twice, late or in any order, and a worker may be killed at any instant.
"""

import time
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from contextlib import nullcontext

from common.registry import Registry
from search.asking import index_place
from search.database import DatabaseEngine
from search.models import Pending
from search.places import Busy, Unavailable, Writer
from search.sources import documents_of

AT_ONCE = 1000

indexed: Registry[Callable[[AbstractSet[str]], None]] = Registry("listener to the index")
"""Called in the worker with the kinds that were taken in: what was made of their rows may be out of date."""


def engine() -> DatabaseEngine:
    """The engine that other rooms' statements may ask (`keys`)."""
    return DatabaseEngine()


def index_pending(*, seconds: float) -> bool:
    """Index what is marked for about `seconds`, and tell who listens; whether some is left. Safe to run twice and
    beside itself.

    Raises Busy while another process writes the embedded index: marks are left to it, and to the next call. Raises
    Unavailable where the index can't be written: the database's words are in step then, and the marks are kept.
    """
    if not Pending.objects.exists():
        return False
    place = index_place()
    kinds: set[str] = set()
    with place.writing() if place else nullcontext() as writer:
        is_more = _work_off(writer, time.monotonic() + seconds, kinds)
    for tell in indexed:
        tell(kinds)
    return is_more


def needs_rebuild() -> bool:
    """Whether the site should have an index, and has none."""
    place = index_place()
    return place is not None and place.is_lost()


def _work_off(writer: Writer | None, until: float, kinds: set[str]) -> bool:
    """Whether some is left; `kinds` gets those that were taken in."""
    after, away = 0, None
    while marks := list(Pending.objects.filter(pk__gt=after).order_by("pk")[:AT_ONCE]):
        kinds |= {mark.kind for mark in marks}
        try:
            _index(marks, None if away else writer)
        except Unavailable as error:
            away = error  # the database stands in for the index: its words follow all the same
        if away:
            after = marks[-1].pk
        else:
            # Only what was read: a mark that came meanwhile has a key of its own and is worked off next.
            Pending.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        if time.monotonic() >= until:
            break
    if away:
        raise away
    return Pending.objects.exists()


def _index(marks: list[Pending], writer: Writer | None) -> None:
    for kind in dict.fromkeys(mark.kind for mark in marks):
        refs = list(dict.fromkeys(mark.ref for mark in marks if mark.kind == kind))
        documents = documents_of(kind, refs)
        gone = set(refs) - {document.ref for document in documents}
        engine().index(documents)
        engine().remove(kind, gone)
        if writer:
            writer.index(documents)
            writer.remove(kind, gone)
    if writer:
        writer.commit()


__all__ = ["Busy", "engine", "index_pending", "indexed", "needs_rebuild"]
