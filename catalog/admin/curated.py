"""What the admin of curated rows has in common: edits by services, the tags' values beside, fields given back."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ORDER_VAR
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from accounts.viewer import user_for
from catalog.admin.differences import differences
from catalog.curation import curation_tag
from catalog.looking_up import rows_looked_up
from catalog.models import Change, ChangedRow
from catalog.services.changes import Edits
from catalog.services.curate import fields_release
from common.errors import DomainError
from common.versioned import SEEN, VersionedForm
from common.versions import Seen
from common.worklist import WorkList

type Edit = Callable[..., Any]
APART = frozenset({"give_back_fields", SEEN, "why"})
"""Fields of the form that are none of the row."""


class CuratedForm(VersionedForm):
    """With a line for why, which the history keeps."""

    why = forms.CharField(
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Kept in the history of this row.",
    )


class HistoryAdmin(WorkList):
    """Rows of which it is kept who changed what of them and why; they are changed by a service.

    A save over a later one shows both (`common.versioned`).
    """

    edit: ClassVar[Edit]
    edit_argument: ClassVar[str]
    save_on_top = True
    form: Any = CuratedForm

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        (name, first), *others = super().get_fieldsets(request, obj)
        last = (None, {"fields": ("why",)})
        return [(name, {**first, "fields": (SEEN, *first["fields"])}), *others, last]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        options["fields"] = [name for name in self.flat_fields(request, obj) if name not in APART]
        form: Any = super().get_form(request, obj, change=change, **options)
        form.version_of = partial(curation_tag, self.kind)
        return form

    def flat_fields(self, request: HttpRequest, obj: Any) -> list[str]:
        readonly = set(self.get_readonly_fields(request, obj))
        groups: Any = self.fieldsets or ()
        return [name for _, group in groups for name in group["fields"] if name not in readonly]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service, on the row as it is now: `obj` holds what the form made of an older one."""
        row = type(obj)._default_manager.select_for_update().get(pk=obj.pk)
        Seen(frozenset({form.now_seen})).check(curation_tag(self.kind, row))
        given = form.cleaned_data
        release = given.get("give_back_fields", [])
        changes = {
            name: given[name]
            for name in form.changed_data
            if name in form.base_fields and name not in {*APART, *release}
        }
        with edits_of(request, given.get("why", "")).of(self.kind, row, [*changes, *release]):
            self.apply(row, changes)
            if release:
                fields_release(row=row, fields=release)

    def apply(self, row: Any, changes: dict[str, Any]) -> None:
        """Hand what was changed in the form to the services."""
        if changes:
            type(self).edit(**{self.edit_argument: row, "changes": changes})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What a service refuses is said on the page."""
        return told_on_page(request, super().changeform_view, request, *args, **kwargs)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What became of each field, by whom, when and why, the latest first."""
        row = self.get_object(request, object_id)
        if row is None or not self.has_view_or_change_permission(request, row):
            return HttpResponseRedirect(reverse("admin:index"))
        entries = ChangedRow.objects.filter(kind=self.kind, ref=row.pk)
        person = user_for(request)
        library = getattr(row, "library", None)
        if not person.is_superuser and library is not None and not library.workspace.is_site:
            # What its owners wrote before they showed it is not for everybody who may see it now.
            of_managers = Q(change__source=Change.Source.ADMIN) | Q(change__by=person)
            entries = entries.filter(of_managers)
        shown = entries.exclude(change__state=Change.State.DRAFT).select_related("change__by")
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.model._meta,
            "object": row,
            "entries": [
                (entry, differences(entry, person)) for entry in shown.order_by("-pk")[:200]
            ],
        }
        return TemplateResponse(request, "admin/catalog/history.html", context)


class CuratedAdmin(HistoryAdmin):
    """Rows that come from imports: they are corrected here, neither made nor deleted.

    Search asks the index (`catalog.looking_up`).
    """

    curated_fields: ClassVar[tuple[str, ...]] = ()
    actions: tuple[str, ...] = ("give_back",)
    search_fields = ("pk",)  # for the box to be there: what it finds is `rows_looked_up`'s

    class Media:
        js = ("js/admin-preview.js",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """What the search index and exact numbers find, the best first unless another order is asked for."""
        if not search_term.strip():
            return queryset, False
        found = rows_looked_up(user_for(request), self.kind, search_term)
        rows = queryset.filter(pk__in=found)
        if ORDER_VAR not in request.GET and found:
            ranks = (When(pk=pk, then=rank) for rank, pk in enumerate(found))
            rows = rows.order_by(Case(*ranks, output_field=IntegerField()), "pk")
        return rows, False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        """With what the tags say under each field that somebody has set, and a way to give it back."""
        form = super().get_form(request, obj, change=change, **options)
        told = [] if obj is None else [name for name in self.curated_fields if name in obj.curated]
        for name in told:
            if name in form.base_fields:
                entry = obj.curated[name]
                form.base_fields[name].help_text = said_beside(entry)
        form.base_fields["give_back_fields"] = forms.MultipleChoiceField(
            label="Give back to the tags",
            choices=[(name, name.replace("_", " ")) for name in told],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="" if told else "Everything here is as the tags say.",
        )
        return form

    @admin.action(description="Give back to the tags", permissions=["change"])
    def give_back(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied
        released = 0
        with edits_of(request).together(self.kind) as edits:
            for row in queryset:
                with edits.of(self.kind, row, list(row.curated)):
                    released += bool(fields_release(row=row))
        self.message_user(request, f"{released} given back to the tags.")

    @admin.display(boolean=True, description="by hand")
    def by_hand(self, row: Any) -> bool:
        return bool(row.curated)


def edits_of(request: HttpRequest, why: str = "") -> Edits:
    """What this person changes in the admin."""
    return Edits(by=user_for(request), source=Change.Source.ADMIN, reason=why)


def told_on_page(
    request: HttpRequest, view: Callable[..., Any], *args: Any, **kwargs: Any
) -> HttpResponse:
    """The view's answer; a refusal of the domain as a message on the page one came from."""
    try:
        response: HttpResponse = view(*args, **kwargs)
    except DomainError as refused:
        messages.error(request, str(refused))
        return HttpResponseRedirect(request.get_full_path())
    return response


def said_beside(entry: dict[str, Any]) -> str:
    """Who set a field, and what its tags say: an entry of `curated` in words."""
    who = "A lookup" if entry["by"] == "lookup" else "A person"
    said = entry["tags"]
    if isinstance(said, list):
        said = ", ".join(map(str, said))
    return f"{who} set this. The tags say: {said or '(nothing)'}"
