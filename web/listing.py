"""Long lists: their sort orders and filters as the address says, one keyset page, and links to the rest."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from common.errors import Invalid, NotFound
from common.paging import keyset_page
from web.addresses import Moved

PAGE_SIZE = 60
"""Rows of a page: full lines of cards for 2, 3, 4, 5 and 6 columns."""


@dataclass(frozen=True, slots=True)
class Order:
    """A sort order: its name in the address, its words, its columns (the last one unique)."""

    name: str
    label: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to see the list: a link, and whether it is the one being shown."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Filter[M: Model]:
    """A filter: its parameter, its words, its options as (value, words), and what it does to the rows. `follow` gives
    the option that another value means by now, or none.
    """

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    apply: "Callable[[QuerySet[M], str], QuerySet[M]]"
    follow: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter as the form shows it."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    value: str
    value_label: str
    without_url: str


@dataclass(frozen=True, slots=True)
class Listing[M: Model]:
    """A page of a list with everything around it."""

    rows: list[M]
    sort: str
    orders: list[Choice]
    filters: list[FilterField]
    next_url: str
    is_first: bool
    query: str

    @property
    def chosen(self) -> list[FilterField]:
        return [field for field in self.filters if field.value]


def listing[M: Model](
    request: HttpRequest,
    rows: "QuerySet[M]",
    *,
    orders: Sequence[Order],
    filters: "Sequence[Filter[M]]" = (),
    size: int = PAGE_SIZE,
) -> Listing[M]:
    """The page that the request's parameters ask for. One query besides those that `rows` prefetches.

    Raises NotFound for an order, a filter's value or a cursor that there is not: such an address leads nowhere; Moved
    for a value that means another by now.
    """
    given = request.GET
    sort = given.get("sort", orders[0].name)
    order = next((order for order in orders if order.name == sort), None)
    if order is None:
        raise NotFound
    shown = []
    for rule in filters:
        value = given.get(rule.name, "")
        words = dict(rule.options).get(value, "")
        if value and not words:
            meant = rule.follow(value) if rule.follow else ""
            if meant not in dict(rule.options):
                raise NotFound
            raise Moved(_url(request.path, given, {rule.name: meant}))
        if value:
            rows = rule.apply(rows, value)
        without = _url(request.path, given, {rule.name: "", "cursor": ""})
        shown.append(FilterField(rule.name, rule.label, rule.options, value, words, without))
    try:
        page = keyset_page(rows, order=order.columns, cursor=given.get("cursor", ""), size=size)
    except Invalid as error:
        raise NotFound from error
    return Listing(
        rows=page.rows,
        sort=sort,
        orders=[
            Choice(
                each.label,
                _url(
                    request.path,
                    given,
                    {"sort": "" if each is orders[0] else each.name, "cursor": "", "letter": ""},
                ),
                each is order,
            )
            for each in orders
        ],
        filters=shown,
        next_url=_url(request.path, given, {"cursor": page.next}) if page.next else "",
        is_first=not given.get("cursor"),
        query=_url("", given, {"cursor": "", "letter": ""}).removeprefix("?"),
    )


def _url(path: str, given: QueryDict, changes: Mapping[str, Any]) -> str:
    """The address with some parameters changed; empty ones are left out."""
    wanted = given.copy()
    for name, value in changes.items():
        wanted[name] = value
    for name in [name for name in wanted if not wanted[name]]:
        del wanted[name]
    query = wanted.urlencode()
    return f"{path}?{query}" if query else path
