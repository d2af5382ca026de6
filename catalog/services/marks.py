"""Telling the search engine and the kept pages what changed, in the transaction that changed it."""

from collections.abc import Iterable

from common import pagecache
from search.services import search_mark_all


def mark(kind: str, refs: Iterable[int]) -> None:
    """These rows (`track`, `album`, `artist`) must be indexed again, and pages that show them made again."""
    mark_all(**{kind: refs})


def mark_all(**refs: Iterable[int]) -> None:
    """The same for rows of several kinds, by kind."""
    search_mark_all(refs=refs)
    pagecache.bump()
