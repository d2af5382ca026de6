"""Actions on many albums or tracks: whom they are for, deleted, restored. A page between asks once more."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.timezone import now

from catalog.admin.changing import ChangingMixin
from catalog.audience import Visibility
from catalog.services import items_restore

MOST = 1000
"""Rows that one action takes: it is done while its person waits."""


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label="Who may see them",
        choices=[("as-library", "As the library says"), *Visibility.choices],
        widget=forms.RadioSelect,
    )


class ShelvingMixin(ChangingMixin):
    """For a ModelAdmin of albums or tracks; it names the three among its actions."""

    @admin.action(
        description="Set who may see the selected %(verbose_name_plural)s …", permissions=["change"]
    )
    def set_visibility(
        self, request: HttpRequest, queryset: "QuerySet[Any]"
    ) -> HttpResponse | None:
        if self._are_many(queryset):
            return self.propose(request, queryset, "visibility")
        rows = self._rows(request, queryset)
        if not rows:
            return None
        form = VisibilityForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            return self._ask(request, rows, "set_visibility", "Set who may see", form=form)
        chosen = form.cleaned_data["visibility"].removeprefix("as-library")
        changed = self.done_at_once(request, rows, "visibility", {"visibility": chosen})
        self._say(request, changed, "changed")
        return None

    @admin.action(
        description="Set later who may see the selected %(verbose_name_plural)s …",
        permissions=["change"],
    )
    def schedule(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        """As many as there are: they are frozen, looked at, and done at a time that is said then."""
        return self.propose(request, queryset, "visibility")

    @admin.action(
        description="Delete the selected %(verbose_name_plural)s …", permissions=["change"]
    )
    def shelve(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        if self._are_many(queryset):
            return self.propose(request, queryset, "delete")
        rows = self._rows(request, queryset)
        if not rows:
            return None
        if "confirmed" not in request.POST:
            return self._ask(request, rows, "shelve", "Delete")
        self._say(request, self.done_at_once(request, rows, "delete", {}), "deleted")
        return None

    @admin.action(
        description="Restore the selected %(verbose_name_plural)s", permissions=["change"]
    )
    def restore(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        if self._are_many(queryset):
            return self.propose(request, queryset, "restore")
        rows = self._rows(request, queryset)
        restored = items_restore(rows=rows, at=now())
        if restored:
            self._say(request, restored, "restored")
        if restored < len(rows):
            left = len(rows) - restored
            told = f"{left} not deleted by a person: these come back with their files or tracks."
            self.message_user(request, told, messages.WARNING)
        return None

    @staticmethod
    def _are_many(queryset: "QuerySet[Any]") -> bool:
        """More than are done while their person waits: those are frozen, looked at, and done by a job."""
        return len(queryset.order_by().values_list("pk", flat=True)[: MOST + 1]) > MOST

    def _rows(self, request: HttpRequest, queryset: "QuerySet[Any]") -> list[Any]:
        """The selected, each once."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        held = queryset.select_related("library").order_by("pk")
        return list({row.pk: row for row in held}.values())

    def _say(self, request: HttpRequest, count: int, done: str) -> None:
        opts = self.model._meta
        what = opts.verbose_name if count == 1 else opts.verbose_name_plural
        self.message_user(request, f"{count} {what} {done}.", messages.SUCCESS)

    def _ask(
        self,
        request: HttpRequest,
        rows: list[Any],
        action: str,
        verb: str,
        form: forms.Form | None = None,
    ) -> TemplateResponse:
        opts = self.model._meta
        what = opts.verbose_name if len(rows) == 1 else opts.verbose_name_plural
        context = {
            **self.admin_site.each_context(request),
            "title": f"{verb} {len(rows)} {what}",
            "opts": opts,
            "rows": rows,
            "shown": rows[:50],
            "form": form,
            "action": action,
            "verb": verb,
            "name_of_choice": ACTION_CHECKBOX_NAME,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/catalog/bulk.html", context)
