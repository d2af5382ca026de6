"""Reading whole columns of the index."""

from typing import Any

from tantivy import Query as Condition
from tantivy import Searcher

from search.embedded.folder import told_as_unavailable
from search.embedded.schema import schema


def count_of(searcher: Searcher, kind: str) -> int:
    """How many documents of a kind the index has."""
    with told_as_unavailable():
        result: Any = searcher.search(Condition.term_query(schema(), "kind", kind, "basic"), 1)
        return int(result.count)


def stamps_of(searcher: Searcher, kind: str) -> dict[int, int]:
    """Which state of which documents of a kind the index has: stamps by key."""
    with told_as_unavailable():
        condition = Condition.term_query(schema(), "kind", kind, "basic")
        result: Any = searcher.search(condition, max(1, searcher.num_docs), count=False)
        addresses = [address for _, address in result.hits]
        if not addresses:
            return {}
        refs, stamps = (searcher.fast_field_values(name, addresses) for name in ("ref", "stamp"))
        return dict(zip(refs, stamps, strict=True))  # type: ignore[arg-type]  # columns of whole numbers
