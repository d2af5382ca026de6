"""Keeping the index up to date: marked in the transaction that changes something, indexed by a job."""

from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.utils.timezone import now

from search.models import Pending
from search.notices import marks_tell

_insert = f"INSERT INTO {Pending._meta.db_table} (kind, ref, marked_at) VALUES (%s, %s, %s)"  # noqa: S608


def search_mark(*, kind: str, refs: Iterable[int]) -> int:
    """Ask for documents to be indexed again (or forgotten), in the caller's transaction. Returns how many."""
    return search_mark_all(refs={kind: refs})


def search_mark_all(*, refs: Mapping[str, Iterable[int]]) -> int:
    """The same for several kinds at once."""
    at = connection.ops.adapt_datetimefield_value(now())
    rows = [(kind, ref, at) for kind, some in refs.items() for ref in dict.fromkeys(some)]
    if rows:
        with transaction.atomic():
            with connection.cursor() as cursor:  # an import marks as many rows as it makes
                cursor.executemany(_insert, rows)
            marks_tell()
    return len(rows)
