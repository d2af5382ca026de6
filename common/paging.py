"""Keyset pages: a list is continued after the last row's values, never by counting rows off.

A cursor is the last row's ordering values as JSON in URL-safe base64. It says nothing secret and grants
nothing: the rows behind it are filtered as always. What comes back from outside is read by the type of each
column, so that a forged cursor is refused and never reaches the database as something else.

Empty values (NULL) stand first in ascending order and last in descending, as SQLite and MySQL have it.
"""

import base64
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    Field,
    IntegerField,
    Model,
    Q,
    QuerySet,
)
from django.utils.dateparse import parse_datetime

from common.errors import Invalid


@dataclass(frozen=True, slots=True)
class Page[M: Model]:
    """One page; `next` and `previous` are cursors, empty where there is nothing more."""

    rows: list[M]
    next: str
    previous: str


def keyset_page[M: Model](
    rows: "QuerySet[M]", *, order: Sequence[str], cursor: str = "", size: int = 50
) -> Page[M]:
    """One page of `rows` in `order` (column names, `-` for descending; the last must be unique).

    One query, of `size` + 1 rows. Raises Invalid for a cursor that is not one of ours.
    """
    columns = [_field(rows.model, name.removeprefix("-")) for name in order]
    backwards, values = _decode(cursor, columns)
    page = rows.order_by(*(_flip(name) for name in order) if backwards else order)
    if values:
        page = page.filter(_after(order, columns, values, backwards=backwards))
    found = list(page[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    ahead = more if not backwards else bool(values)
    behind = more if backwards else bool(values)
    names = [name.removeprefix("-") for name in order]
    return Page(
        found,
        next=_encode(found[-1], names, backwards=False) if found and ahead else "",
        previous=_encode(found[0], names, backwards=True) if found and behind else "",
    )


def places_page[M: Model](
    between: Callable[[int, int], list[M]], *, count: int, cursor: str = "", size: int = 50
) -> Page[M]:
    """One page of a list whose rows have the `position`s 0 to `count` - 1 and are read by `between(low, high)`.

    Its cursors say from which place on (`at:50`), or before which (`to:50`). Raises Invalid for any other.
    """
    told = re.fullmatch(r"(at|to):([0-9]{1,9})", cursor or "at:0", re.ASCII)
    if told is None:
        raise Invalid("This page address is not one of ours.", field="cursor")
    at = int(told[2])
    low, high = (at - size, at) if told[1] == "to" else (at, at + size)
    low, high = max(0, low), max(0, min(high, count))
    found = between(low, high) if low < high else []
    return Page(
        found,
        next=f"at:{high}" if found and high < count else "",
        previous=f"to:{low}" if found and low > 0 else "",
    )


def is_of_places(cursor: str) -> bool:
    """Whether a cursor looks like one of `places_page`; those of `keyset_page` never do."""
    return ":" in cursor


def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    """The column behind `album__release_date`."""
    *relations, last = name.split("__")
    for relation in relations:
        model = model._meta.get_field(relation).related_model  # type: ignore[assignment]  # a relation
    return next(f for f in model._meta.concrete_fields if last in {f.name, f.attname})


def _flip(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _after(
    order: Sequence[str],
    columns: "Sequence[Field[Any, Any]]",
    values: Sequence[Any],
    *,
    backwards: bool,
) -> Q:
    """(a, b, c) > (x, y, z), spelled out."""
    condition = Q()
    for name, column, value in reversed(list(zip(order, columns, values, strict=True))):
        path = name.removeprefix("-")
        beyond = _beyond(path, value, down=name.startswith("-") != backwards, null=column.null)
        condition = beyond | (Q(**_same(path, value)) & condition) if condition else beyond
    # The first column's own bound says nothing new, but SQLite seeks in an index only by such a plain one.
    first, value = order[0].removeprefix("-"), values[0]
    if value is not None and not columns[0].null:
        operator = "lte" if order[0].startswith("-") != backwards else "gte"
        condition = Q(**{f"{first}__{operator}": value}) & condition
    return condition


def _same(path: str, value: Any) -> dict[str, Any]:
    return {f"{path}__isnull": True} if value is None else {path: value}


def _beyond(path: str, value: Any, *, down: bool, null: bool) -> Q:
    """What comes after `value` in one column, going up or down."""
    if value is None:
        return Q(pk__in=()) if down else Q(**{f"{path}__isnull": False})
    beyond = Q(**{f"{path}__{'lt' if down else 'gt'}": value})
    return beyond | Q(**{f"{path}__isnull": True}) if down and null else beyond


def _encode(row: Model, names: Sequence[str], *, backwards: bool) -> str:
    values: list[Any] = []
    for name in names:
        value: Any = row
        for part in name.split("__"):
            value = getattr(value, part)
        values.append(value.isoformat() if isinstance(value, datetime) else value)
    text = json.dumps([int(backwards), *values], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, columns: "Sequence[Field[Any, Any]]") -> tuple[bool, list[Any]]:
    """(backwards, values) of a cursor; (False, []) of an empty one. Raises Invalid."""
    if not cursor:
        return False, []
    try:
        backwards, *values = json.loads(
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        )
        if type(backwards) is not int or len(values) != len(columns):
            raise ValueError(cursor)
        return bool(backwards), [
            _read(column, value) for column, value in zip(columns, values, strict=True)
        ]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Invalid("This page address is not one of ours.", field="cursor") from error


def _read(column: "Field[Any, Any]", value: Any) -> Any:
    """A value from outside as the column's type. Raises ValueError or TypeError for any other."""
    if value is None and column.null:
        return None
    if isinstance(column, DateTimeField):
        moment = parse_datetime(value)
        # The years that MySQL's DATETIME holds, with room for every time zone.
        if moment is None or moment.tzinfo is None or not 1000 < moment.year < 9999:
            raise ValueError(value)
        return moment
    if isinstance(column, IntegerField) or column.is_relation:
        if type(value) is not int or abs(value) > BigIntegerField.MAX_BIGINT:
            raise ValueError(value)
        return value
    if isinstance(column, CharField):
        if not isinstance(value, str) or "\0" in value or len(value) > (column.max_length or 500):
            raise ValueError(value)
        value.encode()  # a lone surrogate is no text
        return value
    raise TypeError(f"no cursor over {column!r}")
