"""Django's SQLite backend, which turns a statement's placeholders into SQLite's once, not at each call.

Django writes `%s` for every database and replaces each by `?` before SQLite sees it. For the statements that ask what
somebody may hear, which are thousands of letters long, that took more time than the answer.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

LONGEST = 8_000
"""Letters of a statement that is kept converted: longer ones insert many rows, and seldom the same number again."""


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: Any, *, param_names: list[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST:
            return _converted(query)
        return str(super().convert_query(query, param_names=param_names))


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


@lru_cache(1024)
def _converted(query: str) -> str:
    converted: str = base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
    return converted
