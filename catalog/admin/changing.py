"""Actions on many rows: the rows are frozen, what will change is shown, then it is done, and can be taken back."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from accounts.viewer import user_for
from catalog.audience import Visibility
from catalog.models import Album, Change, Track
from catalog.services.changes import change_confirm, change_do, change_propose
from catalog.services.changes.states import fields_of
from common.errors import DomainError

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class FieldForm(forms.Form):
    field = forms.ChoiceField()
    value = forms.CharField(
        required=False,
        help_text="Empty takes the value away. Genres with commas between them; yes or no as True or False.",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model: Any = Track if kind == "track" else Album
        names = {name: model._meta.get_field(name).verbose_name for name in fields_of(kind)}
        self.fields["field"] = forms.ChoiceField(choices=list(names.items()))


class VisibilityForm(forms.Form):
    visibility = forms.ChoiceField(
        label="Who may see them",
        choices=[("", "As the library says"), *Visibility.choices],
        required=False,
        widget=forms.RadioSelect,
    )


class MoveForm(forms.Form):
    album = forms.CharField(
        label="Album",
        max_length=300,
        help_text="Its address on the site, its id, or its number here.",
    )

    def clean_album(self) -> str:
        text = self.cleaned_data["album"].strip().rstrip("/")
        if text.isdecimal():
            return str(text)
        found = Album.objects.filter(public_id=text.rpartition("-")[2]).first()
        if found is None:
            raise forms.ValidationError("There is no such album.")
        return str(found.pk)


class SplitForm(forms.Form):
    title = forms.CharField(label="Title of the new album", max_length=500)


class WhenForm(forms.Form):
    due_at = forms.DateTimeField(
        label="When",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


FORMS: dict[str, Any] = {"visibility": VisibilityForm, "move": MoveForm, "split": SplitForm}


def form_for(change: Change, data: Any = None) -> forms.Form | None:
    """What is to be said before a change can be looked at; None where there is nothing to say."""
    if change.action == "set":
        return FieldForm(data, kind=change.kind)
    made: Any = FORMS.get(change.action)
    return made(data) if made else None


class ChangingMixin(Base):
    """For a ModelAdmin of albums or tracks; it names the actions that it wants."""

    def propose(
        self, request: HttpRequest, queryset: "QuerySet[Any]", action: str
    ) -> HttpResponse | None:
        """Freeze what is selected, all that match the filter included, and go where it is looked at."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            change = change_propose(action=action, rows=queryset, by=user_for(request))
        except DomainError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:catalog_change_change", args=[change.pk]))

    def done_at_once(
        self, request: HttpRequest, rows: list[Any], action: str, params: dict[str, Any]
    ) -> int:
        """Do a small change that was asked about already; gives how many rows became another."""
        queryset = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
        change = change_propose(action=action, rows=queryset, by=user_for(request))
        change_do(change=change_confirm(change=change, params=params))
        entry = reverse("admin:catalog_change_change", args=[change.pk])
        done = change.rows.filter(state="done").count()
        if done:
            told = format_html('<a href="{}">What was changed, and how to take it back</a>', entry)
            self.message_user(request, told)
        return done

    @admin.action(description="Set a field of the selected …", permissions=["change"])
    def set_field(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose(request, queryset, "set")

    @admin.action(
        description="Take the selected %(verbose_name_plural)s down …", permissions=["change"]
    )
    def take_down(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose(request, queryset, "take_down")

    @admin.action(
        description="Put back the selected %(verbose_name_plural)s that were taken down …",
        permissions=["change"],
    )
    def lift(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose(request, queryset, "lift")

    @admin.action(description="Move the selected to another album …", permissions=["change"])
    def move(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose(request, queryset, "move")

    @admin.action(description="Make a new album of the selected …", permissions=["change"])
    def split(self, request: HttpRequest, queryset: "QuerySet[Any]") -> HttpResponse | None:
        return self.propose(request, queryset, "split")
