"""Lists of the admin over tables of any size: counted to a bound, ordered by an index, never read whole.

`COUNT(*)` over a million rows reads a million rows, for a number that nobody acts upon. `WorkList` counts so far that
the pages one could leaf through are known, and says "10000+" beyond.
"""

from functools import cached_property
from typing import Any, cast

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from common.list_parts import WithParts

BOUND = 10_000
"""Rows that are counted, and so the rows of all pages of a list: further on one searches or filters."""


class AtLeast(int):
    """A count that stopped at its bound."""

    def __str__(self) -> str:
        return f"{int(self)}+"


def counted(rows: "QuerySet[Any]", bound: int = BOUND) -> int:
    """How many rows there are; `AtLeast` the bound where there are more, in one query that reads no further."""
    found = rows.order_by()[: bound + 1].count()
    return AtLeast(bound) if found > bound else found


class BoundedPaginator(Paginator):  # type: ignore[type-arg]  # generic in the stubs alone
    @cached_property
    def count(self) -> int:
        return counted(cast(Any, self.object_list))  # a list of the admin pages a QuerySet


class WorkList(WithParts, admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """What every list of ours in the admin has."""

    paginator = BoundedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count the whole table
    list_per_page = 50
    list_max_show_all = 500


class ReadOnly(WorkList):
    """Rows that only the site writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
