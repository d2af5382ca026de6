"""A foreign SQLite file, opened so that nothing in it can act.

SQLite reads its own schema out of the file: views, triggers, virtual tables, generated columns and expression indexes
are code of whoever made it (https://www.sqlite.org/security.html). So it is read only, never recovered or written,
runs nothing that its schema says, may read the tables that are asked for and call nothing, and stops at a deadline.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import quote

from common.errors import Invalid

MAGIC = b"SQLite format 3\0"
MOST_BYTES = 8_000_000_000
SECONDS = 600.0
"""For all of one file's reading."""
STEPS = 100_000
"""Instructions of SQLite's machine between two looks at the clock."""
_allowed = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}


class Foreign:
    """The tables of a foreign database, by their columns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.columns = self._plain_tables()
        self._guard()

    def has(self, table: str, *columns: str) -> bool:
        return table in self.columns and self.columns[table].issuperset(columns)

    def first(self, table: str, *names: str) -> str:
        """The first of these columns that the table has, else an empty text, as SQL."""
        return next((name for name in names if self.has(table, name)), "''")

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The answer to a query of ours."""
        with closing(self.connection.execute(query, parameters)) as cursor:
            yield from cursor

    def _plain_tables(self) -> dict[str, set[str]]:
        """Ordinary tables alone, read from the schema's own table: asking what others are would start them.

        A virtual table and a view have no page of their own; a column that is computed is hidden.
        """
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        found = {}
        for (name,) in self.connection.execute(query).fetchall():
            told = self.connection.execute(
                "SELECT name, hidden FROM pragma_table_xinfo(?)", (name,)
            )
            found[name] = {column for column, hidden in told if not hidden}
        return found

    def _guard(self) -> None:
        """From here on only ordinary columns of ordinary tables may be read, and no function called."""

        def allow(action: int, table: str | None, column: str | None, *_: object) -> int:
            if action == sqlite3.SQLITE_READ:
                # A column of no name is a look at a table's rows alone.
                fine = table in self.columns and (not column or column in self.columns[table])
                return sqlite3.SQLITE_OK if fine else sqlite3.SQLITE_DENY
            return sqlite3.SQLITE_OK if action in _allowed else sqlite3.SQLITE_DENY

        self.connection.set_authorizer(allow)


@contextmanager
def foreign(path: Path, *, seconds: float = SECONDS) -> Iterator[Foreign]:
    """Open a SQLite file for reading. Raises Invalid (field `file`) for what is none, is damaged, or takes too long."""
    if path.stat().st_size > MOST_BYTES:
        raise Invalid("The database is too large.", field="file")
    until = monotonic() + seconds
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True, cached_statements=0)) as connection:
            _lock_down(connection)
            connection.set_progress_handler(lambda: monotonic() > until, STEPS)
            yield Foreign(connection)
    except sqlite3.OperationalError as error:
        if monotonic() > until:
            raise Invalid("The database takes too long to read.", field="file") from error
        raise Invalid("The database is damaged.", field="file") from error
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise Invalid("The database is damaged.", field="file") from error


def _lock_down(connection: sqlite3.Connection) -> None:
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_TRUSTED_SCHEMA, False)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_VIEW, False)
    connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 4_000_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000)
    connection.setlimit(sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0)
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA mmap_size = 0")
    # Text that is none in UTF-8 costs a letter, not the import.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
