"""Filters of lists over a million rows: each by an index, with counts that stop at a bound."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.viewer import user_for
from catalog.models import Library
from common.worklist import counted

SHOWN_COUNT = 1000
LIBRARIES = 100
"""Libraries in the filter: whoever has more finds one by its name in the list of libraries."""

ORDER_OF = {
    "deleted": ("-deleted_at", "-pk"),
    "missing": ("-missing_since", "-pk"),
    "merged": ("-merged_into", "-pk"),
    "taken_down": ("-taken_down", "-pk"),
}
"""The order in which what is apart is listed: by the index that finds it, as in the order of names all rows would be
read for the few that are meant."""


HAS: dict[str, dict[str, Any]] = {
    "deleted": {"deleted_at__gt": datetime(1970, 1, 1, tzinfo=UTC)},
    "missing": {"missing_since__gt": datetime(1970, 1, 1, tzinfo=UTC)},
    "merged": {"merged_into__gt": 0},
    "taken_down": {"taken_down__gt": 0},
}
"""Ranges, which are read from an index everywhere; SQLite reads no `IS NOT NULL` from one."""


class StateFilter(admin.SimpleListFilter):
    """What is apart from the rest: deleted, merged, taken down, without its file. Few of many, each by an index."""

    title, parameter_name = _("state"), "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        words = {
            "deleted": _("Deleted"),
            "merged": _("Merged"),
            "missing": _("File missing"),
            "taken_down": _("Taken down"),
        }
        names = {field.name for field in model_admin.model._meta.get_fields()}
        rows = model_admin.get_queryset(request)
        return [
            (state, f"{words[state]} ({counted(_apart(rows, state), SHOWN_COUNT)})")
            for state in words
            if ORDER_OF[state][0].removeprefix("-") in names
        ]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        value = self.value()
        return _apart(queryset, value) if value in ORDER_OF else queryset


def _apart(rows: "QuerySet[Any]", state: str) -> "QuerySet[Any]":
    return rows.filter(**HAS[state])


class LibraryFilter(admin.SimpleListFilter):
    """By library. Those that there are, not those that some row names: that would be asked of every row."""

    title, parameter_name = _("library"), "library"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        rows = Library.objects.order_by("name", "pk")
        if not user_for(request).is_superuser:
            rows = rows.filter(workspace__is_site=1) | rows.filter(
                visibility__in=["public", "members"], is_restricted=False
            )
        return [(str(pk), name) for pk, name in rows.values_list("pk", "name")[:LIBRARIES]]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        value = self.value() or ""
        return queryset.filter(library_id=int(value)) if value.isdecimal() else queryset


class NeedsFilter(admin.SimpleListFilter):
    """Albums that lack what a listener would miss."""

    title, parameter_name = _("needs"), "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("cover", _("A cover")), ("date", _("A date"))]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> "QuerySet[Any]":
        if self.value() == "cover":
            return queryset.filter(cover=None, deleted_at=None)
        if self.value() == "date":
            return queryset.filter(release_date="", original_date="", deleted_at=None)
        return queryset
