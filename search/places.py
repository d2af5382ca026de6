"""Where an index may lie, and what the site does with it whichever engine keeps it."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from search.engine import Answering, SearchDocument


class Unavailable(Exception):
    """There is no index that can be read or written."""


class Busy(Exception):
    """Another process is writing."""


class Writer(Protocol):
    """Changes to the index. Taking in and forgetting are safe to repeat, and raise Unavailable."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Take documents in, each in place of what stood for the same `kind` and `ref`. Returns their number."""
        ...

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        """Forget documents."""
        ...

    def commit(self) -> None:
        """Kept, and found by whoever asks from now on or within a second."""
        ...


class Place(Answering, Protocol):
    """An index. All but `writing` and `is_lost` raise Unavailable where it can't be read or written."""

    def is_lost(self) -> bool:
        """Whether there is certainly none of our format, so that it must be made anew. One that is away is not lost."""
        ...

    def writing(self) -> AbstractContextManager[Writer | None]:
        """A writer of the current index; None where it is lost: the new one will be made of the rows themselves.

        To be opened before the rows are read that it is given. Raises Busy.
        """
        ...

    def rebuild(
        self,
        documents: Callable[[], Iterable[SearchDocument]],
        *,
        only_if_needed: bool = False,
        wait: bool = True,
        tell: Callable[[int], None] | None = None,
    ) -> int:
        """Make a new index of these documents and put it in place of the current one, which answers meanwhile.

        `documents` is called once changes are sure to reach the new one too. Returns their number. Where another
        process writes it waits for that one, or raises Busy without `wait`.
        """
        ...

    def stamps(self, kind: str) -> dict[int, int]:
        """Which state of which documents of a kind it has: `search.entries.stamp` by key."""
        ...

    def count(self, kind: str) -> int:
        """How many documents of a kind it has."""
        ...
