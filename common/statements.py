"""Statements whose SQL is built once: where a hot path asks the same question with other values each time.

Building the SQL of a QuerySet takes Django several times as long as a small answer takes the database.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections, router
from django.db.models import DEFERRED, QuerySet


@dataclass(frozen=True, slots=True)
class _Made:
    """How instances of a model are made of the columns of a statement, and those that it joins to them."""

    model: Any
    columns: tuple[int | None, ...]
    """Where each field's column stands; None where the statement does not read it."""
    key: int
    joined: tuple[tuple[Callable[[Any, Any], None], Callable[[Any, Any], None], "_Made"], ...]

    @classmethod
    def of(cls, told: Mapping[str, Any], select: Sequence[Any]) -> "_Made":
        """As the compiler tells it (`SQLCompiler.klass_info`), which is how Django's own QuerySet makes instances."""
        model = told["model"]
        places = {select[at][0].target.attname: at for at in told["select_fields"]}
        return cls(
            model,
            tuple(places.get(field.attname) for field in model._meta.concrete_fields),
            places[model._meta.pk.attname],
            tuple(
                (one["local_setter"], one["remote_setter"], cls.of(one, select))
                for one in told.get("related_klass_infos", ())
            ),
        )

    def one(self, row: Sequence[Any], alias: str) -> Any:
        """The instance of a row; None where nothing was joined."""
        if row[self.key] is None:
            return None
        made = self.model(*(DEFERRED if at is None else row[at] for at in self.columns))
        made._state.adding, made._state.db = False, alias
        for set_here, set_there, joined in self.joined:
            other = joined.one(row, alias)
            set_here(made, other)
            if other is not None:
                set_there(other, made)
        return made


@dataclass(frozen=True, slots=True)
class _Built:
    """SQL with its values, and what its columns are."""

    sql: str
    params: tuple[Any, ...]
    select: Sequence[Any]
    told: Mapping[str, Any] | None
    """Of which models the columns are; None where they are of none."""

    @classmethod
    def of(cls, query: Any, alias: str) -> "_Built":
        compiler = query.get_compiler(alias)
        sql, params = compiler.as_sql()
        return cls(sql, tuple(params), compiler.select, compiler.klass_info)


class _Instances:
    """What makes instances of the rows of a statement."""

    def __init__(self, built: _Built, connection: Any) -> None:
        if built.told is None:
            raise TypeError("The statement is not of instances.")
        self._made = _Made.of(built.told, built.select)
        # Columns that come from this database otherwise than Python has them.
        self._converted = [
            (at, column[0])
            for at, column in enumerate(built.select)
            if _converters(column[0], connection)
        ]

    def of(self, rows: Iterable[Sequence[Any]], alias: str) -> list[Any]:
        connection = connections[alias]
        found = [list(row) for row in rows]
        for at, expression in self._converted:
            for convert in _converters(expression, connection):
                for row in found:
                    row[at] = convert(row[at], expression, connection)
        return [self._made.one(row, alias) for row in found]


def _converters(expression: Any, connection: Any) -> list[Any]:
    ways = connection.ops.get_db_converters(expression)
    return [*ways, *expression.get_db_converters(connection)]


class Statement:
    """A QuerySet kept as SQL, with stand-ins for the values that change from call to call.

    A stand-in is a value that is in the statement for nothing else; each is given its real value by `rows`. Nothing
    but these values may depend on who asks.
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._build = build
        self._built: dict[str, _Built] = {}
        self._instances: dict[str, _Instances] = {}

    def rows(self, model: Any, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        """Rows of a `values_list` as the database gives them, from where `model` is read; `values` by stand-in."""
        alias, built, params = self._bound(model, values)
        return _answer(alias, built, params)

    def instances(self, model: Any, values: Mapping[Any, Any]) -> list[Any]:
        """The rows as instances, with the columns that the QuerySet's `only` names, and with what its `select_related`
        joins. What it prefetches is left to the caller.
        """
        alias, built, params = self._bound(model, values)
        connection = connections[alias]
        if connection.vendor not in self._instances:
            self._instances[connection.vendor] = _Instances(built, connection)
        return self._instances[connection.vendor].of(_answer(alias, built, params), alias)

    def _bound(self, model: Any, values: Mapping[Any, Any]) -> tuple[str, _Built, list[Any]]:
        alias = router.db_for_read(model)
        vendor = connections[alias].vendor
        if vendor not in self._built:
            self._built[vendor] = _Built.of(self._build().using(alias).query, alias)
        built = self._built[vendor]
        return alias, built, [values.get(param, param) for param in built.params]


def _answer(alias: str, built: _Built, params: list[Any]) -> list[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(built.sql, params)
        return list(cursor.fetchall())
