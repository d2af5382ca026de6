"""Telling the search engine and the kept pages what changed, in the transaction that changed it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from common import pagecache
from search.services import search_mark_all

type Marks = dict[str, dict[int, None]]

_gathered: ContextVar[Marks | None] = ContextVar("marks", default=None)


def mark(kind: str, refs: Iterable[int]) -> None:
    """These rows (`track`, `album`, `artist`) must be indexed again, and pages that show them made again."""
    mark_all(**{kind: refs})


def mark_all(**refs: Iterable[int]) -> None:
    """The same for rows of several kinds, by kind."""
    gathered = _gathered.get()
    if gathered is None:
        search_mark_all(refs=refs)
        pagecache.bump()
        return
    for kind, some in refs.items():
        gathered.setdefault(kind, {}).update(dict.fromkeys(some))


@contextmanager
def marks_together() -> Iterator[None]:
    """Mark at the end of the block, which is in one transaction, what is marked in it: once, however many rows it is.

    What was marked for a row that was taken back is indexed again as it is.
    """
    gathered: Marks = {}
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    if gathered:
        mark_all(**gathered)
