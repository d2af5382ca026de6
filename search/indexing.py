"""Working off what is marked, in the worker."""

import time

from search.database import DatabaseEngine
from search.engine import Engine
from search.models import Pending
from search.sources import sources

AT_ONCE = 1000


def engine() -> Engine:
    """The engine of the site."""
    return DatabaseEngine()


def index_pending(*, seconds: float) -> bool:
    """Index what is marked for about `seconds`; whether some is left. Safe to run twice and beside itself."""
    until = time.monotonic() + seconds
    while marks := list(Pending.objects.order_by("pk")[:AT_ONCE]):
        _index(marks)
        # Only what was read: a mark that came meanwhile has a key of its own and is worked off next.
        Pending.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        if time.monotonic() >= until:
            return Pending.objects.exists()
    return False


def _index(marks: list[Pending]) -> None:
    loaders = dict(sources.items())
    for kind in dict.fromkeys(mark.kind for mark in marks):
        refs = list(dict.fromkeys(mark.ref for mark in marks if mark.kind == kind))
        loader = loaders.get(kind)
        documents = list(loader(refs)) if loader else []
        engine().index(documents)
        engine().remove(kind, set(refs) - {document.ref for document in documents})
