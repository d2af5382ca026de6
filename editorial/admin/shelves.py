"""Home's shelves in the admin: their order, what stands on them, when, and for whom."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now

from common.errors import Invalid
from common.worklist import WorkList
from editorial.models import Shelf, ShelfItem
from editorial.shelves import shelf_check, shelf_save, shelves_changed, shelves_move


class ShelfItemInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    model = ShelfItem
    extra = 1
    autocomplete_fields = ("album", "track")
    raw_id_fields = ("playlist",)
    verbose_name = "pick"


class ShelfForm(ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """Says what the service refuses beside the field that it concerns."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            for name, value in (cleaned or {}).items():
                setattr(self.instance, name, value)
            try:
                shelf_check(shelf=self.instance)
            except Invalid as refused:
                field = refused.field if refused.field in self.fields else None
                self.add_error(field, str(refused))
        return cleaned


@admin.register(Shelf)
class ShelfAdmin(WorkList):
    """Shelves in the order in which they stand on home."""

    form = ShelfForm
    list_display = (
        "__str__", "kind", "position", "is_on", "audience", "language", "starts_at", "ends_at",
        "is_there_now", "preview",
    )  # fmt: skip
    list_editable = ("position", "is_on")
    list_filter: ClassVar[Any] = ("is_on", "audience", "kind")
    list_select_related = ("genre",)
    ordering = ("position", "id")
    inlines = (ShelfItemInline,)
    autocomplete_fields = ("genre",)
    actions = ("move_up", "move_down")
    readonly_fields = ("preview",)
    save_on_top = True
    fieldsets = (
        (None, {"fields": ("kind", "title", "is_on", "position")}),
        ("Whom and when", {"fields": ("audience", "language", "starts_at", "ends_at", "preview")}),
        ("What of", {"fields": ("genre", "text", "link")}),
    )

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        """What is written in the list has its column's name for who hears the page."""
        widgets = {
            "position": forms.NumberInput(
                attrs={"aria-label": "Position", "class": "vIntegerField"}
            ),
            "is_on": forms.CheckboxInput(attrs={"aria-label": "On"}),
        }
        return super().get_changelist_form(request, widgets=widgets, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        shelf_save(shelf=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        shelves_changed()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        shelves_changed()

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        super().delete_queryset(request, queryset)
        shelves_changed()

    @admin.display(boolean=True, description="there now")
    def is_there_now(self, shelf: Shelf) -> bool:
        return shelf.is_on and shelf.is_due(now())

    @admin.display(description="preview")
    def preview(self, shelf: Shelf) -> SafeString:
        """A link to home as it is when the shelf begins, for whom it is."""
        as_whom = {Shelf.Audience.SIGNED_IN: "member", Shelf.Audience.NEW: "new"}
        told = {"as": as_whom.get(Shelf.Audience(shelf.audience), "visitor")}
        if shelf.starts_at and shelf.starts_at > now():
            told["at"] = shelf.starts_at.isoformat()
        if shelf.language:
            told["language"] = shelf.language
        address = f"{reverse('home-preview')}?{urlencode(told)}"
        return format_html('<a href="{}">Home then</a>', address)

    @admin.action(description="Move up", permissions=["change"])
    def move_up(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        self._move(request, queryset, up=True)

    @admin.action(description="Move down", permissions=["change"])
    def move_down(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        self._move(request, queryset, up=False)

    def _move(self, request: HttpRequest, queryset: "QuerySet[Any]", *, up: bool) -> None:
        moved = shelves_move(shelves=[row.pk for row in queryset], up=up)
        messages.success(request, f"{moved} moved.")
