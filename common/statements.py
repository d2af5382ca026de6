"""Statements whose SQL is built once: where a hot path asks the same question with other values each time.

Building the SQL of a QuerySet takes Django several times as long as a small answer takes the database.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet


class Statement:
    """A QuerySet of `values_list` kept as SQL, with stand-ins for the values that change from call to call.

    A stand-in is a value that is in the statement for nothing else; each is given its real value by `rows`. Nothing
    but these values may depend on who asks.
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._built: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, model: Any, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        """The rows as the database gives them, read from where `model` is read; `values` by stand-in."""
        connection = connections[router.db_for_read(model)]
        if connection.vendor not in self._built:
            sql, params = self._build().using(connection.alias).query.sql_with_params()
            self._built[connection.vendor] = sql, tuple(params)
        sql, params = self._built[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, [values.get(param, param) for param in params])
            return list(cursor.fetchall())
