"""Many rows at once, on databases that do and that don't give back the keys they made."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connections, models, router

CHUNK = 400
"""Values in one `IN (…)`: within every database's limits, and few enough to stay on an index."""


def chunks[T](items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def rows_insert[M: models.Model](
    model: type[M], rows: Sequence[M], *, key: str = "public_id"
) -> None:
    """Insert rows and set their primary keys. `key` is a unique column that was made in Python.

    MySQL gives no keys back for many rows: they are read again by `key`.
    """
    if not rows:
        return
    model._default_manager.bulk_create(rows)
    if connections[router.db_for_write(model)].features.can_return_rows_from_bulk_insert:
        return
    by_key = {getattr(row, key): row for row in rows}
    for values in chunks(by_key):
        found = model._default_manager.filter(**{f"{key}__in": values}).values_list(key, "pk")
        for value, pk in found:
            by_key[value].pk = pk
