"""Keeping the index up to date: marked in the transaction that changes something, indexed by a job."""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from search.models import Document, Pending
from search.tasks import search_index_pending

_insert = f"INSERT INTO {Pending._meta.db_table} (kind, ref) VALUES (%s, %s)"  # noqa: S608


def search_mark(*, kind: str, refs: Iterable[int]) -> int:
    """Ask for documents to be indexed again (or forgotten), in the caller's transaction. Returns how many."""
    return search_mark_all(refs={kind: refs})


def search_mark_all(*, refs: Mapping[str, Iterable[int]]) -> int:
    """The same for several kinds at once."""
    rows = [(kind, ref) for kind, some in refs.items() for ref in dict.fromkeys(some)]
    if rows:
        with transaction.atomic():
            with connection.cursor() as cursor:  # an import marks as many rows as it makes
                cursor.executemany(_insert, rows)
            search_index_pending.enqueue()
    return len(rows)


def search_rebuild(*, kind: str, refs: Iterable[int]) -> int:
    """Index all of a kind: what is in `refs`, and whatever the index has besides is forgotten."""
    known = Document.objects.filter(kind=kind).values_list("ref", flat=True)
    return search_mark(kind=kind, refs=[*refs, *known])
