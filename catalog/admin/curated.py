"""What the admin of curated rows has in common: edits by services, the tags' values beside, fields given back."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from catalog.services.curate import fields_release
from common.errors import DomainError
from common.text import text_key

type Edit = Callable[..., Any]


class CuratedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # the model is named where it is registered
    """Rows that come from imports: they are corrected here, neither made nor deleted."""

    edit: ClassVar[Edit]
    edit_argument: ClassVar[str]
    curated_fields: ClassVar[tuple[str, ...]] = ()
    actions: tuple[str, ...] = ("give_back",)
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Names are compared by their keys, so that case and accents don't matter on any database."""
        return super().get_search_results(request, queryset, text_key(search_term))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        """With what the tags say under each field that somebody has set, and a way to give it back."""
        options["fields"] = [
            name for name in self.flat_fields(request, obj) if name != "give_back_fields"
        ]
        form: Any = super().get_form(request, obj, change=change, **options)
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

    def flat_fields(self, request: HttpRequest, obj: Any) -> list[str]:
        readonly = set(self.get_readonly_fields(request, obj))
        groups: Any = self.fieldsets or ()
        return [name for _, group in groups for name in group["fields"] if name not in readonly]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the service, on the row as it is now: `obj` holds what the form made of an older one."""
        row = type(obj)._default_manager.get(pk=obj.pk)
        given = form.cleaned_data
        release = given["give_back_fields"]
        changes = {
            name: given[name]
            for name in form.changed_data
            if name in form.base_fields and name not in {"give_back_fields", *release}
        }
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

    @admin.action(description="Give back to the tags", permissions=["change"])
    def give_back(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied
        released = sum(bool(fields_release(row=row)) for row in queryset)
        self.message_user(request, f"{released} given back to the tags.")

    @admin.display(boolean=True, description="by hand")
    def by_hand(self, row: Any) -> bool:
        return bool(row.curated)


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
