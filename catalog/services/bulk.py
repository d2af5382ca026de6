"""Many rows at once, on databases that do and that don't give back the keys they made."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router
from django.utils.timezone import now

CHUNK = 400
"""Values in one `IN (…)`: within every database's limits, and few enough to stay on an index."""


def chunks[T](items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def objects_insert[M: models.Model](
    model: type[M], objects: Sequence[M], *, key: str = "public_id"
) -> None:
    """Insert objects and set their primary keys. `key` is a unique column that was made in Python.

    MySQL gives no keys back for many rows: they are read again by `key`.
    """
    if not objects:
        return
    model._default_manager.bulk_create(objects)
    if _connection(model).features.can_return_rows_from_bulk_insert:
        return
    by_key = {getattr(row, key): row for row in objects}
    for value, pk in keys_of(model, list(by_key), key=key).items():
        by_key[value].pk = pk


def keys_of(
    model: type[models.Model], values: Sequence[Any], *, key: str = "public_id"
) -> dict[Any, int]:
    """Primary keys by the values of a unique column."""
    found: dict[Any, int] = {}
    for some in chunks(values):
        rows = model._default_manager.filter(**{f"{key}__in": some})
        found.update(rows.values_list(key, "pk"))
    return found


def rows_insert(
    model: type[models.Model], names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """Insert rows given as tuples of the columns `names`; the others take their fields' defaults.

    What `bulk_create` does without an object for each row: a third of its time, which is what an import spends most of
    its own on. Values go through their fields, so that each database gets them as it takes them.
    """
    if not rows:
        return
    connection = _connection(model)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    places = {name: index for index, name in enumerate(names)}
    given = [(field, places[field.attname]) for field in fields if field.attname in places]
    if len(given) != len(names):
        raise ValueError(
            f"{model._meta.label} has no such columns: {set(names) - {f.attname for f, _ in given}}"
        )
    rest = [field for field in fields if field.attname not in places]
    convert = [(index, _converter(field, connection)) for field, index in given]
    made = [_default(field, connection) for field in rest]
    columns = ", ".join(connection.ops.quote_name(f.column) for f in [f for f, _ in given] + rest)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    # Names come from our models alone.
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    values = [
        [
            row[index] if to is None or row[index] is None else to(row[index])
            for index, to in convert
        ]
        + [value() if callable(value) else value for value in made]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


class JsonText(str):
    """A JSON value as text already, for a JSONField in `rows_insert`."""

    __slots__ = ()


def _connection(model: type[models.Model]) -> Any:
    return connections[router.db_for_write(model)]


_PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.ForeignKey,
    models.BooleanField,
)
"""Fields whose Python values are what the database takes."""


def _converter(field: Any, connection: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, _PLAIN):
        return None
    return lambda value: (
        str(value) if isinstance(value, JsonText) else field.get_db_prep_save(value, connection)
    )


def _default(field: Any, connection: Any) -> Any:
    """A constant, or a function where each row has its own."""
    if getattr(field, "auto_now", False):
        return field.get_db_prep_save(now(), connection)
    own = field.has_default() and callable(field.default)
    if own and not isinstance(field, models.DateTimeField | models.JSONField):
        return field.default
    return field.get_db_prep_save(field.get_default(), connection)
