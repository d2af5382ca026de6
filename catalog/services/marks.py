"""Telling the search engine and the kept pages what changed, in the transaction that changed it."""

from collections.abc import Iterable

from common import pagecache
from search.services import search_mark


def mark(kind: str, refs: Iterable[int]) -> None:
    """These rows (`track`, `album`, `artist`) must be indexed again, and pages that show them made again."""
    search_mark(kind=kind, refs=refs)
    pagecache.bump()
