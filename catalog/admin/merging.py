"""The action that makes one of several artists or albums: which one stays is asked on a page between."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from accounts.viewer import user_for
from catalog.services import several_merge
from common.errors import DomainError

MOST = 20
"""Rows that one merge takes: more are a slip of the hand."""

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class MergeMixin(Base):
    """For a ModelAdmin of artists or albums; it names `merge` among its actions."""

    merge_columns: ClassVar[tuple[str, ...]] = ()

    def told_of_merge(self, request: HttpRequest, row: Any) -> list[object]:
        """What helps to choose between the rows, a value for each of `merge_columns`."""
        raise NotImplementedError

    @admin.action(
        description="Merge the selected %(verbose_name_plural)s …", permissions=["change"]
    )
    def merge(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        if not self.has_change_permission(request):
            raise PermissionDenied
        # The list may be searched through rows that are joined: each of its own once.
        rows = {row.pk: row for row in queryset.order_by("pk")[: MOST * 5]}
        if not 2 <= len(rows) <= MOST:
            self.message_user(request, f"Select two to {MOST} to merge.", messages.ERROR)
            return None
        if "confirmed" not in request.POST:
            return self._merge_page(request, rows)
        keep = request.POST.get("keep", "")
        into = rows.get(int(keep)) if keep.isdecimal() else None
        if into is None:
            self.message_user(request, "Choose which one stays.", messages.ERROR)
            return self._merge_page(request, rows)
        sources = [row for row in rows.values() if row is not into]
        try:
            journals = several_merge(sources=sources, into=into, by=user_for(request))
        except DomainError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return self._merge_page(request, rows, keep=into.pk)
        entries = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            (
                (reverse("admin:catalog_mergejournal_change", args=[journal.pk]), source)
                for journal, source in zip(journals, sources, strict=True)
            ),
        )
        self.message_user(
            request, format_html("Merged into {}: {}.", into, entries), messages.SUCCESS
        )
        return None

    def _merge_page(
        self, request: HttpRequest, rows: dict[int, Any], *, keep: int | None = None
    ) -> TemplateResponse:
        opts = self.model._meta
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {len(rows)} {opts.verbose_name_plural}",
            "opts": opts,
            "columns": self.merge_columns,
            "rows": [(row, self.told_of_merge(request, row)) for row in rows.values()],
            "keep": keep,
            "name_of_choice": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/catalog/merge.html", context)
