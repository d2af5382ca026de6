"""The queue of what needs a person: one item a page, one key to decide, and the next one opens."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.timezone import now

from accounts.viewer import user_for
from catalog.admin.previews import picture, sound
from catalog.api.covers import album_cover, artist_image
from catalog.models import Report, Task
from catalog.services.queue import (
    decisions_of,
    rows_curated,
    task_claim,
    task_decide,
    task_next,
)
from catalog.tasks import tasks_found
from common.errors import DomainError
from common.worklist import ReadOnly

DECISIONS = {
    "take_down": ("t", "Take it down"),
    "merge": ("m", "Merge the second into the first"),
    "merge_back": ("b", "Merge the first into the second"),
    "done": ("o", "Done"),
    "dismiss": ("d", "Dismiss"),
}
"""By name: the key and the words."""


@admin.register(Task)
class TaskAdmin(ReadOnly):
    """Reports first, then what may be there twice, then what is missing."""

    list_display = ("what", "kind", "why", "state", "claimed_by", "decided_by", "created_at")
    list_display_links = ("what",)
    list_select_related = ("claimed_by", "decided_by")
    list_filter: ClassVar[Any] = ("state", "kind")
    ordering = ("rank", "pk")
    sortable_by = ()
    change_list_template = "admin/catalog/queue.html"

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.change_task")

    @admin.display(description="what")
    def what(self, task: Task) -> str:
        return task.name

    def get_urls(self) -> list[Any]:
        following = self.admin_site.admin_view(self.next_view)
        finding = self.admin_site.admin_view(self.find_view)
        return [
            path("next/", following, name="catalog_task_next"),
            path("find/", finding, name="catalog_task_find"),
            *super().get_urls(),
        ]

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """The next item that nobody else is at."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        after = request.GET.get("after", "")
        task = task_next(
            by=user_for(request), at=now(), kind=request.GET.get("kind", ""),
            after=int(after) if after.isdecimal() and len(after) < 16 else 0,
        )  # fmt: skip
        if task is None:
            self.message_user(request, "Nothing needs a person.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:catalog_task_changelist"))
        return HttpResponseRedirect(reverse("admin:catalog_task_change", args=[task.pk]))

    def find_view(self, request: HttpRequest) -> HttpResponse:
        """Look for more, in the background."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            tasks_found.enqueue()
            self.message_user(request, "Looked for in the background: what is found appears here.")
        return HttpResponseRedirect(reverse("admin:catalog_task_changelist"))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_decide_permission(request):
            raise PermissionDenied
        pk = int(object_id) if object_id.isdecimal() and len(object_id) < 16 else 0
        task = self.get_queryset(request).filter(pk=pk).first()
        if task is None:
            raise Http404
        person = user_for(request)
        if request.method == "POST":
            decision = next((name for name in DECISIONS if name in request.POST), "")
            return self._decide(request, task, decision)
        is_mine = task_claim(task=task, by=person, at=now())
        task.refresh_from_db()
        rows = rows_curated(of=task.of, pks=[task.ref, task.other or 0], by=person)
        context = {
            **self.admin_site.each_context(request),
            "title": f"{task.get_kind_display()}: {task.name}",
            "opts": self.model._meta,
            "task": task,
            "is_open": task.state == Task.State.OPEN,
            "is_mine": is_mine,
            "reports": Report.objects.filter(kind=task.of, ref=task.ref).order_by("-pk")[:20]
            if task.kind == Task.Kind.REPORT
            else [],
            "rows": [shown(task.of, rows[pk]) for pk in (task.ref, task.other) if pk in rows],
            "decisions": [(name, *DECISIONS[name]) for name in decisions_of(task)],
            "next_url": f"{reverse('admin:catalog_task_next')}?after={task.pk}",
        }
        return TemplateResponse(request, "admin/catalog/task.html", context)

    def _decide(self, request: HttpRequest, task: Task, decision: str) -> HttpResponse:
        try:
            change = task_decide(task=task, decision=decision, by=user_for(request), at=now())
        except DomainError as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(request.path)
        words = {"take_down": "taken down", "dismiss": "dismissed", "done": "done"}.get(
            decision, "merged"
        )
        told: Any = f"{task.name}: {words}."
        if change is not None:
            entry = reverse("admin:catalog_change_change", args=[change.pk])
            told = format_html('{} <a href="{}">Take it back</a>', told, entry)
        self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(f"{reverse('admin:catalog_task_next')}?after={task.pk}")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Of managers, what is about things that they see: titles and pictures stand on these pages."""
        rows: Any = super().get_queryset(request)
        seen: QuerySet[Any] = rows.curated_by(user_for(request))
        return seen


def shown(of: str, row: Any) -> dict[str, Any]:
    """What tells two rows apart, and helps to decide."""
    facts: list[tuple[str, Any]] = []
    if of == "artist":
        art = picture(artist_image(row))
        facts = [("MusicBrainz", row.musicbrainz_id), ("Since", row.created_at.date())]
    else:
        album = row if of == "album" else row.album
        art = picture(album_cover(album))
        facts = [("Artist", row.artist_line), ("Library", row.library), ("Added", row.added_at.date()),
                 ("Plays", row.play_count), ("MusicBrainz", row.musicbrainz_id)]  # fmt: skip
        if of == "album":
            facts += [("Released", row.release_date), ("Tracks", row.track_count)]
        else:
            facts += [
                ("Album", row.album),
                ("ISRC", row.isrc),
                ("Seconds", row.duration_ms // 1000),
            ]
    return {
        "row": row,
        "art": art,
        "sound": sound(row) if of == "track" else "",
        "site": row.get_absolute_url(),
        "form": reverse(f"admin:catalog_{of}_change", args=[row.pk]),
        "facts": [(name, value) for name, value in facts if value not in ("", None)],
    }
