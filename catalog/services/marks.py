"""Telling the search engine what changed, in the transaction that changed it."""

from collections.abc import Iterable

from search.services import search_mark


def mark(kind: str, refs: Iterable[int]) -> None:
    """These rows (`track`, `album`, `artist`) must be indexed again."""
    search_mark(kind=kind, refs=refs)
