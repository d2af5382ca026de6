"""What rooms above put into every list of the admin: words beside it, and answers to what its forms send.

Rooms fill the registry in `AppConfig.ready()`; all our own lists (`common.worklist`) hold its parts:

    list_parts.add("saved filters", ListPart(shown=saved_filters_shown, answers={"_save_filter": filter_save}))
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from common.registry import Registry

if TYPE_CHECKING:
    from django.contrib import admin

    Base = admin.ModelAdmin[Any]
else:
    Base = object

type Answer = Callable[[Any, HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class ListPart:
    """One part of every list."""

    shown: Callable[[HttpRequest, ChangeList], dict[str, Any]]
    """request, list → names for the template (`admin/change_list.html`). One query at most."""
    answers: Mapping[str, Answer]
    """By the name of a button: (ModelAdmin, request) → the answer to whoever may see the list and pressed it."""


list_parts: Registry[ListPart] = Registry("part of the admin's lists")


class WithParts(Base):
    """For a ModelAdmin: its list with the parts that rooms registered."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        for part in list_parts:
            for button, answer in part.answers.items():
                if button in request.POST:
                    if not self.has_view_or_change_permission(request):
                        raise PermissionDenied
                    return answer(self, request)
        page = super().changelist_view(request, extra_context)
        context: Any = getattr(page, "context_data", None)
        if context and "cl" in context:  # else it is what an action answered
            for part in list_parts:
                context.update(part.shown(request, context["cl"]))
        return page
