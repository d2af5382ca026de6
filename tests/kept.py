"""Rows that many tests begin with: made once by the services and factories that make real ones, then put back.

Making the cast and their things takes most of the time of the tests that ask for them. What they are is the same each
time, so the rows that came of it are kept in memory, as the database takes them, and put into it by one statement a
table; the objects are copied, so that no test sees what another did to them.
"""

import copy
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

FIRST = 1_000_000
"""Keys of rows that are kept begin above this, and those of what is kept beside them above the next million: so rows
that a test makes before it asks for them, or between, are not in the way."""

type Row = tuple[Any, ...]


class Kept[Made]:
    """What `make` makes, and the rows that it left in the database."""

    def __init__(self, make: Callable[[], Made]) -> None:
        before = _all_rows()
        self._made = make()
        self._rows = _added(before, _all_rows())

    @property
    def made(self) -> Made:
        """The objects as they were made; only to make others of them that are kept as well."""
        return self._made

    def put_back(self, seen: dict[int, Any]) -> Made:
        """Put the rows into the database; copies of the objects. `seen`: deepcopy's memory, one for each test."""
        with connection.constraint_checks_disabled(), connection.cursor() as cursor:
            for statement, rows in self._rows:
                cursor.executemany(statement, rows)
        return copy.deepcopy(self._made, seen)


def count_from(first: int) -> None:
    """Let keys begin above this, until the transaction is rolled back.

    MySQL needs none of this: its counters never go back, so no later row has the key of one that is kept.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.executemany(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
                [(model._meta.db_table, first) for model in _models()],
            )


def make_and_take_back[Result](make: Callable[[], Result]) -> Result:
    """What `make` gives, with nothing of it left in the database."""
    with transaction.atomic():
        count_from(FIRST)
        result = make()
        transaction.set_rollback(True)
    return result


def _models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _fields(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def _all_rows() -> dict[type[models.Model], dict[Any, Row]]:
    """Of each table, by primary key, the values as the database takes them."""
    return {
        model: {
            row.pk: tuple(
                field.get_db_prep_save(field.value_from_object(row), connection)
                for field in _fields(model)
            )
            for row in model._base_manager.all()
        }
        for model in _models()
    }


def _added(
    before: dict[type[models.Model], dict[Any, Row]],
    after: dict[type[models.Model], dict[Any, Row]],
) -> list[tuple[str, list[Row]]]:
    """The statements that insert what came, and their rows. Nothing that was there may have changed."""
    quoted = connection.ops.quote_name
    statements = []
    for model, rows in after.items():
        known = before[model]
        changed = [key for key, row in known.items() if rows.get(key) != row]
        assert not changed, f"{model._meta.label} {changed} changed: only new rows can be kept"
        if new := [row for key, row in rows.items() if key not in known]:
            columns = [quoted(field.column) for field in _fields(model)]
            statements.append(
                (
                    f"INSERT INTO {quoted(model._meta.db_table)} ({', '.join(columns)})"  # noqa: S608  # names of ours
                    f" VALUES ({', '.join(['%s'] * len(columns))})",
                    new,
                )
            )
    return statements
