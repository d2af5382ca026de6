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


def rows_lock(model: type[models.Model], keys: Iterable[int]) -> None:
    """Lock rows by their keys, in the order of these: what is read after that stays so until the transaction ends."""
    for some in chunks(sorted(keys)):
        rows = model._default_manager.select_for_update().filter(pk__in=some).order_by("pk")
        list(rows.values_list("pk", flat=True))


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
    fields = {
        field.attname: field for field in model._meta.concrete_fields if not field.primary_key
    }
    if unknown := set(names) - fields.keys():
        raise ValueError(f"{model._meta.label} has no such columns: {unknown}")
    convert = [
        (index, to)
        for index, name in enumerate(names)
        if (to := _converter(fields[name], connection))
    ]
    rest = {
        name: _default(field, connection) for name, field in fields.items() if name not in names
    }
    own = {name: value for name, value in rest.items() if callable(value)}
    same = {name: value for name, value in rest.items() if name not in own}
    made, constant = tuple(own.values()), tuple(same.values())
    columns = ", ".join(
        connection.ops.quote_name(fields[name].column) for name in (*names, *own, *same)
    )
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    # Names come from our models alone.
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
    values = [[*row, *[make() for make in made], *constant] for row in rows]
    for index, to in convert:
        for value in values:
            if value[index] is not None:
                value[index] = to(value[index])
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
