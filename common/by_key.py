"""All rows of a table in the order of their keys, a page at a time: no database driver holds more.

`QuerySet.iterator` is not that: mysqlclient takes in all that one query finds before it gives the first row.
"""

from collections.abc import Iterator
from typing import Any

PAGE = 500


def by_key(rows: Any, *, page: int = PAGE) -> Iterator[Any]:
    rows = rows.order_by("pk")
    some = list(rows[:page])
    while some:
        yield from some
        some = list(rows.filter(pk__gt=some[-1].pk)[:page])


def keys(rows: Any, *, page: int = 10_000) -> Iterator[int]:
    """The keys alone."""
    found = rows.order_by("pk").values_list("pk", flat=True)
    some = list(found[:page])
    while some:
        yield from some
        some = list(found.filter(pk__gt=some[-1])[:page])
