"""Keyset pages: a list is continued after the last row's values, never by counting rows off.

A cursor is the last row's ordering values as JSON in URL-safe base64. It says nothing secret and grants
nothing: the rows behind it are filtered as always.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

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
    columns = [name.removeprefix("-") for name in order]
    backwards, values = _decode(cursor, len(columns))
    page = rows.order_by(*(_flip(name) for name in order) if backwards else order)
    if values:
        try:
            page = page.filter(_after(order, values, backwards=backwards))
            found = list(page[: size + 1])
        except (TypeError, ValueError) as error:  # a value of the wrong type for its column
            raise Invalid("This page address is not one of ours.", field="cursor") from error
    else:
        found = list(page[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    ahead = more if not backwards else bool(values)
    behind = more if backwards else bool(values)
    return Page(
        found,
        next=_encode(found[-1], columns, backwards=False) if found and ahead else "",
        previous=_encode(found[0], columns, backwards=True) if found and behind else "",
    )


def _flip(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"


def _after(order: Sequence[str], values: list[Any], *, backwards: bool) -> Q:
    """(a, b, c) > (x, y, z) spelled out, which every database serves from an index."""
    condition = Q()
    for name, value in reversed(list(zip(order, values, strict=True))):
        column = name.removeprefix("-")
        operator = "lt" if name.startswith("-") != backwards else "gt"
        beyond = Q(**{f"{column}__{operator}": value})
        condition = beyond | (Q(**{column: value}) & condition) if condition else beyond
    return condition


def _encode(row: Model, columns: list[str], *, backwards: bool) -> str:
    values: list[Any] = []
    for column in columns:
        value: Any = row
        for part in column.split("__"):
            value = getattr(value, part)
        values.append(value.isoformat() if hasattr(value, "isoformat") else value)
    text = json.dumps([int(backwards), *values], separators=(",", ":"), default=str)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _decode(cursor: str, count: int) -> tuple[bool, list[Any]]:
    if not cursor:
        return False, []
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != count + 1:
            raise ValueError(cursor)
        if any(
            isinstance(value, dict | list) or (isinstance(value, str) and "\0" in value)
            for value in values
        ):
            raise ValueError(cursor)
    except (ValueError, binascii.Error, RecursionError) as error:
        raise Invalid("This page address is not one of ours.", field="cursor") from error
    return bool(values[0]), values[1:]
