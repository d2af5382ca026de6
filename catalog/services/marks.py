"""Telling the search engine what changed, in the transaction that changed it."""

from collections.abc import Iterable

from search.models import Pending


def mark(kind: str, refs: Iterable[int]) -> None:
    """These rows (`track`, `album`, `artist`) must be indexed again."""
    Pending.objects.bulk_create([Pending(kind=kind, ref=ref) for ref in refs])
