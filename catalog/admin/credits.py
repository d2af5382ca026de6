"""Credits in the admin, on the pages of albums and tracks: who did what, in order, with what the tags say beside."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from catalog.models import Credit
from catalog.services import ChosenCredit, credits_choose


class CreditForm(forms.ModelForm):  # type: ignore[type-arg]
    """A credit; one without a number comes last."""

    # The space of a join phrase is a part of it: " & ".
    join_phrase = forms.CharField(
        max_length=30, required=False, strip=False, help_text="Spaces included: “ & ”."
    )

    class Meta:
        model = Credit
        fields = ("position", "artist", "role", "credited_as", "join_phrase", "detail")
        labels = {"position": "Order", "credited_as": "Name as credited", "detail": "Instrument"}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False
        if self.instance.pk is None:
            self.initial["position"] = None


class CreditInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who may change the album or the track may change who is credited there."""

    model = Credit
    form = CreditForm
    fields = ("position", "artist", "role", "credited_as", "join_phrase", "detail")
    autocomplete_fields = ("artist",)
    extra = 1
    verbose_name_plural = "credits"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("artist")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(f"catalog.change_{self.parent_model._meta.model_name}")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_view = request.user.has_perm(f"catalog.view_{self.parent_model._meta.model_name}")
        return may_view or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


def credits_save(formset: Any) -> None:
    """Hand the credits to their service, where they were changed, on the row as it is now."""
    if not formset.has_changed():
        return
    kept = [
        form.cleaned_data
        for form in formset.forms
        if form.cleaned_data.get("artist") and not form.cleaned_data.get("DELETE")
    ]
    kept.sort(key=lambda given: float("inf") if given["position"] is None else given["position"])
    row = type(formset.instance)._default_manager.get(pk=formset.instance.pk)
    credits_choose(
        row=row,
        credits=[
            ChosenCredit(
                artist=given["artist"],
                role=given["role"],
                credited_as=given["credited_as"],
                join=given["join_phrase"],
                detail=given["detail"],
            )
            for given in kept
        ],
    )


def credits_beside(row: Any) -> str:
    """What tags say of credits that somebody has set: `A & B (main), C (performer, piano)`."""
    entry = row.curated.get("credits")
    if entry is None:
        return "as the credits below"
    told = []
    for name, role, _join, detail in entry["tags"]:
        told.append(f"{name} ({', '.join(filter(None, (role, detail)))})")
    return ", ".join(told) or "(nothing)"
