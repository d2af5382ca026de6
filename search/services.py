"""Keeping the index up to date: marked in the transaction that changes something, indexed by a job."""

from collections.abc import Iterable

from django.db import transaction

from search.models import Document, Pending
from search.tasks import search_index_pending

AT_ONCE = 1000


def search_mark(*, kind: str, refs: Iterable[int]) -> int:
    """Ask for documents to be indexed again (or forgotten), in the caller's transaction. Returns how many."""
    rows = [Pending(kind=kind, ref=ref) for ref in dict.fromkeys(refs)]
    if rows:
        with transaction.atomic():
            Pending.objects.bulk_create(rows, batch_size=AT_ONCE)
            search_index_pending.enqueue()
    return len(rows)


def search_rebuild(*, kind: str, refs: Iterable[int]) -> int:
    """Index all of a kind: what is in `refs`, and whatever the index has besides is forgotten."""
    known = Document.objects.filter(kind=kind).values_list("ref", flat=True)
    return search_mark(kind=kind, refs=[*refs, *known])
