"""Statements whose SQL is built once: where a hot path asks the same question with other values each time.

Building the SQL of a QuerySet takes Django several times as long as a small answer takes the database.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet


class Statement:
    """A QuerySet kept as SQL, with stand-ins for the values that change from call to call.

    A stand-in is a value that is in the statement for nothing else; each is given its real value by `rows`. Nothing
    but these values may depend on who asks.
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._built: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def rows(self, model: Any, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        """Rows of a `values_list` as the database gives them, from where `model` is read; `values` by stand-in."""
        alias, sql, params = self._bound(model, values)
        with connections[alias].cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def objects(self, model: Any, values: Mapping[Any, Any]) -> list[Any]:
        """The rows as instances of `model`, with the columns that the QuerySet's `only` names."""
        alias, sql, params = self._bound(model, values)
        return list(model._default_manager.using(alias).raw(sql, params))

    def _bound(self, model: Any, values: Mapping[Any, Any]) -> tuple[str, str, list[Any]]:
        alias = router.db_for_read(model)
        connection = connections[alias]
        if connection.vendor not in self._built:
            sql, params = self._build().using(alias).query.sql_with_params()
            self._built[connection.vendor] = sql, tuple(params)
        sql, known = self._built[connection.vendor]
        return alias, sql, [values.get(param, param) for param in known]
