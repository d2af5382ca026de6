"""Rows of any table as JSON, read page by page, and written back as they were: ids, times and all.

Nothing here knows which database it is: values go through Django's fields.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Model, sql

type Row = Sequence[Any]

PAGE = 500
"""Rows of one query, and of one statement at most: some have texts of 50 kB."""


def kept_models() -> list[type[Model]]:
    """All that has a table of its own, in the order of the apps; many-to-many tables too."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def columns_of(model: type[Model]) -> list[Any]:
    """The columns of a table, without those that the database computes."""
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def rows_of(model: type[Model]) -> Iterator[list[Row]]:
    """All rows by key, in pages: no database driver holds more than one."""
    key = model._meta.pk
    names = [field.attname for field in columns_of(model)]
    place = names.index(key.attname)
    page = model._base_manager.order_by("pk").values_list(*names)
    rows = list(page[:PAGE])
    while rows:
        yield rows
        rows = list(page.filter(pk__gt=rows[-1][place])[:PAGE])


@contextmanager
def snapshot() -> Iterator[None]:
    """All reads of the block see one moment, and keep no writer waiting.

    Within a transaction that is there already, its own moment.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # Not `atomic`: that takes the writer's lock at once. The first read is the moment.
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        else:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def encoded(row: Row) -> bytes:
    """A row as one line of JSON, without its end."""
    return json.dumps(row, default=_plain, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: object) -> object:
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Decimal() | UUID():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return base64.b64encode(value).decode()
    return str(value)


def decoder(model: type[Model]) -> Callable[[bytes], list[Any]]:
    """What makes the values of a row of this table from its line."""
    makes = [_maker(field) for field in columns_of(model)]

    def decoded(line: bytes) -> list[Any]:
        return [make(value) for make, value in zip(makes, json.loads(line), strict=True)]

    return decoded


def _maker(field: Any) -> Callable[[Any], Any]:
    if isinstance(field, models.JSONField):
        # JSON's own null in a column that takes no NULL.
        return (lambda value: value) if field.null else _json_null
    if isinstance(field, models.DurationField):
        return lambda value: None if value is None else timedelta(seconds=value)
    if isinstance(field, models.BinaryField):
        return lambda value: None if value is None else base64.b64decode(value)
    to_python: Callable[[Any], Any] = field.to_python
    return lambda value: None if value is None else to_python(value)


def _json_null(value: Any) -> Any:
    return models.JSONNull() if value is None else value


def rows_write(model: type[Model], rows: Sequence[Row]) -> None:
    """Insert rows as they are: nothing is made up, no default and no time of now."""
    fields = columns_of(model)
    made = []
    for row in rows:
        instance = model.__new__(model)  # without signals and defaults: all columns are here
        instance._state = models.base.ModelState()
        for field, value in zip(fields, row, strict=True):
            instance.__dict__[field.attname] = value
        made.append(instance)
    at_once = connection.ops.bulk_batch_size(fields, made) or len(made)
    for start in range(0, len(made), at_once):
        query = sql.InsertQuery(model)
        query.insert_values(fields, made[start : start + at_once], raw=True)
        query.get_compiler(using=connection.alias).execute_sql()


def count_of(model: type[Model]) -> int:
    return model._base_manager.count()


@contextmanager
def in_any_order() -> Iterator[None]:
    """One transaction in which rows may come before those that they refer to; checked before it is committed.

    Raises django.db.IntegrityError for a row that refers to nothing.
    """
    with connection.constraint_checks_disabled(), transaction.atomic():
        yield
        connection.check_constraints()
