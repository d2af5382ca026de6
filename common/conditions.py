"""Conditions that the database checks on rows it has, and never looks for rows by.

SQLite knows nothing of what its tables hold, and takes every index for one that leads to a few rows. Where a column is
empty in nearly all of them it finds these by its index all the same, and sorts a whole table for a page of it.
`ANALYZE` (and `PRAGMA optimize`, which looks at less) does not help: it tells how many rows share a value on average,
so that a few rows that were deleted at different times make that column selective again, and an ISRC that hardly any
track has would be looked for in the whole table. So queries say themselves what is no way to find rows.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Func
from django.db.models.lookups import In, IsNull


class _Checked(Func):
    """A column with a plus before it, by which SQLite uses no index (https://sqlite.org/optoverview.html#uplus)."""

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


def empty(column: str) -> Any:
    """A column, which is empty in most rows, has nothing in it."""
    return IsNull(_Checked(column), True)


def one_of(column: str, values: Iterable[Any]) -> Any:
    """A column has one of these values, as most rows do."""
    return In(_Checked(column), list(values))
