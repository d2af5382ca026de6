"""What a search engine is to the site: documents in, hits out. The database's own is always there."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

NAME_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """Something that can be found.

    `audience` is the label of those who may find it. `others` are more texts with their weights (artist 2, album 1;
    the name has 3). `rank` is popularity, any scale from 0.
    """

    kind: str
    ref: int
    audience: str
    name: str
    others: Sequence[tuple[str, int]] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found; the best come first."""

    kind: str
    ref: int
    score: int


class Engine(Protocol):
    """Any engine. All three are safe to repeat."""

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Take documents in, each in place of what stood for the same `kind` and `ref`. Returns their number."""
        ...

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        """Forget documents."""
        ...

    def query(
        self, text: str, *, kinds: Sequence[str], audiences: Collection[str], limit: int
    ) -> list[Hit]:
        """The best hits, at most `limit` of each kind, kinds in their order. Any text is a query; some find nothing."""
        ...
