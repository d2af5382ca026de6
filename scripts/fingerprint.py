"""What a site on MariaDB holds, row by row and byte by byte, so that two moments of it can be compared.

Read by SQL of its own and with none of the code that backs a site up: what that would leave out is seen.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

# Columns that tell when something was done here, not what the site holds.
PASSED_OVER = {"django_migrations": {"id", "applied"}}
BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`tables`: their definitions; `rows`: a hash for each key of each table; `files`: a hash for each path."""

    tables: dict[str, str]
    rows: dict[str, dict[bytes, bytes]]
    files: dict[str, str]
    bytes: int
    """Of all files together."""

    @property
    def row_count(self) -> int:
        return sum(map(len, self.rows.values()))


def taken(socket: Path, database: str, folders: dict[str, Path]) -> Fingerprint:
    """Of a database behind a socket, and of the files in folders, which are called by the names given here."""
    tables, rows = {}, {}
    with closing(_connection(socket, database)) as connection:
        for table in _tables(connection):
            tables[table] = _definition(connection, table)
            rows[table] = dict(_rows(connection, table, _json_columns(tables[table])))
    files, size = {}, 0
    for name, folder in folders.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                files[f"{name}/{path.relative_to(folder).as_posix()}"] = digest
                size += path.stat().st_size
    return Fingerprint(tables, rows, files, size)


def differences(before: Fingerprint, after: Fingerprint) -> list[str]:
    """What is not as it was, a sentence each; empty where all is."""
    told = [f"table {name} {what}" for name, what in _compared(before.tables, after.tables)]
    for table in sorted(before.rows.keys() & after.rows.keys()):
        rows = _compared(before.rows[table], after.rows[table])
        told += [f"row {key.decode(errors='replace')} of {table} {what}" for key, what in rows]
    return told + [f"file {name} {what}" for name, what in _compared(before.files, after.files)]


def _compared[K: (str, bytes)](
    before: dict[K, Any], after: dict[K, Any]
) -> Iterator[tuple[K, str]]:
    for key in sorted(before.keys() | after.keys()):
        if key not in after:
            yield key, "is gone"
        elif key not in before:
            yield key, "is new"
        elif before[key] != after[key]:
            yield key, "is another"


def _connection(socket: Path, database: str) -> Any:
    # Without conversions a value is its bytes, as the server sends them. Named here, as it needs a compiler to be had.
    return import_module("MySQLdb").connect(
        unix_socket=str(socket), user="root", database=database, charset="utf8mb4", use_unicode=False, conv={},
    )  # fmt: skip


def _asked(connection: Any, statement: str) -> list[tuple[bytes, ...]]:
    with closing(connection.cursor()) as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())


def _tables(connection: Any) -> list[str]:
    found = _asked(connection, "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")
    return sorted(name.decode() for name, _kind in found)


def _definition(connection: Any, table: str) -> str:
    ((_name, said),) = _asked(connection, f"SHOW CREATE TABLE `{table}`")
    # The next key: those of rows that were deleted last may come again.
    return re.sub(r" AUTO_INCREMENT=\d+", "", said.decode())


def _json_columns(definition: str) -> set[str]:
    """MariaDB keeps JSON as its text, MySQL what it says; one thing may be written in two ways."""
    return set(re.findall(r"json_valid\(`(\w+)`\)", definition))


def _rows(connection: Any, table: str, as_json: set[str]) -> Iterator[tuple[bytes, bytes]]:
    passed = PASSED_OVER.get(table, set())
    columns = [
        (name.decode(), key == b"PRI")
        for name, _type, _null, key, *_ in _asked(connection, f"SHOW COLUMNS FROM `{table}`")
        if name.decode() not in passed
    ]
    listed = ", ".join(f"`{name}`" for name, _is_key in columns)
    keys = [number for number, (_name, is_key) in enumerate(columns) if is_key]
    with closing(connection.cursor(import_module("MySQLdb.cursors").SSCursor)) as cursor:
        cursor.execute(f"SELECT {listed} FROM `{table}`")  # noqa: S608  # names of its own
        for found in cursor:
            row = [
                json.dumps(json.loads(value)).encode() if value and name in as_json else value
                for (name, _is_key), value in zip(columns, found, strict=True)
            ]
            whole = hashlib.sha256(repr(row).encode()).digest()
            # A table without its key here is a set of rows.
            yield b" ".join(found[number] for number in keys) if keys else b"/".join(found), whole
