"""Changes in the admin: looked at before they are done, followed while they are, taken back afterwards."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import user_for
from catalog.admin.changing import WhenForm, form_for
from catalog.admin.differences import differences
from catalog.kinds import MODELS
from catalog.models import Change, ChangedRow
from catalog.services.changes import (
    change_call_off,
    change_confirm,
    change_do,
    change_undo,
    change_undo_begin,
)
from catalog.services.changes.actions import ACTIONS
from catalog.services.changes.run import WAITED_FOR
from catalog.services.changes.states import state_of
from catalog.tasks import change_job
from common.errors import DomainError, Invalid
from common.worklist import ReadOnly

SHOWN = 50


@admin.register(Change)
class ChangeAdmin(ReadOnly):
    """What was changed by hand: by whom, when and why."""

    list_display = (
        "created_at",
        "what",
        "kind",
        "total",
        "state",
        "due_at",
        "by",
        "source",
        "reason",
    )
    list_display_links = ("created_at", "what")
    list_select_related = ("by",)
    list_filter: ClassVar[Any] = ("state", "action", "kind", "source")
    ordering = ("-pk",)
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """One's own for managers: others' may be of what they don't see."""
        rows: QuerySet[Any] = super().get_queryset(request)
        person = user_for(request)
        return rows if person.is_superuser else rows.filter(by=person)

    @admin.display(description="what")
    def what(self, change: Change) -> str:
        return title_of(change)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = int(object_id) if object_id.isdecimal() else 0
        change = self.get_queryset(request).filter(pk=pk).first()
        if change is None:
            raise Http404
        if request.method == "POST":
            return self._act(request, change)
        return self._page(request, change)

    def _act(self, request: HttpRequest, change: Change) -> HttpResponse:
        if not request.user.has_perm(f"catalog.change_{change.kind}"):
            raise PermissionDenied
        try:
            if "undo" in request.POST:
                self._undo(request, change)
            elif "call_off" in request.POST:
                change_call_off(change=change, at=now())
                self.message_user(request, "Called off: nothing of it was done.")
            elif "do" in request.POST:
                form = form_for(change, request.POST)
                if form is not None and not form.is_valid():
                    return self._page(request, change, form=form)
                self._do(request, change, form.cleaned_data if form else {})
        except Invalid as refused:
            self.message_user(request, str(refused), messages.ERROR)
            if refused.field == "due_at":  # back to what was looked at
                return HttpResponseRedirect(request.get_full_path())
            return self._page(request, change, form=form_for(change, request.POST))
        except DomainError as refused:
            self.message_user(request, str(refused), messages.ERROR)
        return HttpResponseRedirect(request.path)

    def _do(self, request: HttpRequest, change: Change, params: dict[str, Any]) -> None:
        reason = request.POST.get("reason", "")
        when = WhenForm(request.POST)
        if not when.is_valid():
            raise Invalid(" ".join(map(str, when.errors["due_at"])), field="due_at")
        if due_at := when.cleaned_data["due_at"]:
            change_confirm(change=change, params=params, reason=reason, due_at=due_at)
            self.message_user(
                request, "It is done when its time has come; until then it can be called off."
            )
            return
        if change.total <= WAITED_FOR:
            change_do(change=change_confirm(change=change, params=params, reason=reason))
            return
        with transaction.atomic():
            change_confirm(change=change, params=params, reason=reason)
            change_job.enqueue(change.pk)
        self.message_user(request, "It is done in the background; this page tells how far it is.")

    def _undo(self, request: HttpRequest, change: Change) -> None:
        if change.total > WAITED_FOR:
            with transaction.atomic():
                change_undo_begin(change=change, at=now())
                change_job.enqueue(change.pk)
            told = "It is taken back in the background; this page tells how far it is."
            self.message_user(request, told)
            return
        change_undo(change=change_undo_begin(change=change, at=now()), at=now())
        left = change.rows.filter(state=ChangedRow.State.LEFT).count()
        told = f"Taken back; {left} left, as they have changed since." if left else "Taken back."
        self.message_user(request, told, messages.WARNING if left else messages.SUCCESS)

    def _page(self, request: HttpRequest, change: Change, *, form: Any = None) -> HttpResponse:
        """A draft without what is to be said asks for it; with it, the page shows what would become of each row."""
        is_draft = change.state == Change.State.DRAFT
        wanted: dict[str, Any] | None = None
        if is_draft and form is None:
            form = form_for(change, request.GET if request.GET else None)
            try:
                if form is None or (form.is_bound and form.is_valid()):
                    wanted = ACTIONS[change.action].wanted(
                        change.kind, form.cleaned_data if form else {}
                    )
            except Invalid as refused:
                form.add_error(
                    refused.field if refused.field in form.fields else None, str(refused)
                )
        counts = dict(change.rows.order_by().values_list("state").annotate(n=Count("pk")))
        is_undoing = change.state == Change.State.UNDOING
        is_ahead = change.is_ahead
        undone = sum(
            counts.get(state, 0) for state in (ChangedRow.State.UNDONE, ChangedRow.State.LEFT)
        )
        total = undone + counts.get(ChangedRow.State.DONE, 0) if is_undoing else change.total
        seen = undone if is_undoing else change.seen
        entries = change.rows.order_by("pk")
        if request.GET.get("only") in ChangedRow.State.values:
            entries = entries.filter(state=request.GET["only"])
        page = Paginator(entries, SHOWN).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": title_of(change),
            "opts": self.model._meta,
            "change": change,
            "form": form,
            "is_draft": is_draft,
            "is_previewed": wanted is not None,
            "when": WhenForm(),
            "is_ahead": is_ahead,
            "is_on": not is_ahead
            and (is_undoing or change.state in {Change.State.WAITING, Change.State.RUNNING}),
            "is_undoable": change.is_undoable(now()),
            "seen": seen,
            "total": total,
            "percent": round(100 * seen / total) if total else 100,
            "counts": [
                (state.value, state.label, counts[state])
                for state in ChangedRow.State
                if counts.get(state)
            ],
            "page": page,
            "rows": _told(change, list(page.object_list), wanted, user_for(request)),
            "list_url": reverse(f"admin:catalog_{change.kind}_changelist"),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/catalog/change.html", context)


def title_of(change: Change) -> str:
    """`Set a field: 12 tracks`."""
    action = ACTIONS.get(change.action)
    label = action.label if action else "Edit"
    plural = change.kind if change.total == 1 else f"{change.kind}s"
    return f"{label}: {change.total} {plural}"


def _told(
    change: Change, entries: list[ChangedRow], wanted: dict[str, Any] | None, person: User
) -> list[dict[str, Any]]:
    """Entries with what they were and are, by field; of a draft, what they are and would be."""
    if wanted is not None:
        rows = MODELS[change.kind].objects.in_bulk([entry.ref for entry in entries])
        for entry in entries:
            if entry.ref in rows:
                entry.before, entry.after = state_of(rows[entry.ref], wanted), wanted
    return [
        {
            "entry": entry,
            "url": reverse(f"admin:catalog_{entry.kind}_change", args=[entry.ref]),
            "fields": differences(entry, person),
        }
        for entry in entries
    ]
