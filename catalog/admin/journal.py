"""The journal of merges in the admin: what went where, by whom and when; each can be undone."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import ngettext

from accounts.viewer import user_for
from catalog.models import Album, Artist, Genre, MergeJournal, Track
from catalog.services import merge_undo
from common.errors import DomainError
from common.worklist import ReadOnly


def _name(column: str) -> Case:
    """What the row is called whose key stands in a column: the journal has no foreign keys."""
    return Case(
        When(kind="artist", then=Subquery(_names(Artist, column, "name"))),
        When(kind="genre", then=Subquery(_names(Genre, column, "name"))),
        When(kind="track", then=Subquery(_names(Track, column, "title"))),
        default=Subquery(_names(Album, column, "title")),
    )


def _names(model: Any, column: str, name: str) -> Any:
    return model.objects.filter(pk=OuterRef(column)).values(name)[:1]


@admin.register(MergeJournal)
class MergeJournalAdmin(ReadOnly):
    """Read only; what may be done is to undo, for thirty days."""

    list_display = ("created_at", "kind", "gone", "stays", "moved_rows", "by", "undone_at")
    list_filter = ("kind", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("by",)
    ordering = ("-pk",)
    actions = ("undo",)
    fields = readonly_fields = (
        "created_at", "by", "kind", "gone", "stays", "moved_rows", "undone_at",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """Merges of albums that this person sees in the admin, and of artists and genres, which are everybody's."""
        seen = Album.objects.curated_by(user_for(request)).order_by().values("pk")
        rows: QuerySet[Any] = super().get_queryset(request)
        if not user_for(request).is_superuser:
            tracks = Track.objects.curated_by(user_for(request)).order_by().values("pk")
            rows = rows.filter(
                Q(kind__in=("artist", "genre"))
                | Q(kind="album", from_id__in=seen, into_id__in=seen)
                | Q(kind="track", from_id__in=tracks, into_id__in=tracks)
            )
        named: QuerySet[Any] = rows.annotate(from_name=_name("from_id"), into_name=_name("into_id"))
        return named

    def has_undo_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.change_mergejournal")

    @admin.action(description="Undo the selected merges", permissions=["undo"])
    def undo(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        """The newest first, as one may stand on another. Each is undone or not for itself."""
        if not self.has_undo_permission(request):
            raise PermissionDenied
        undone = 0
        for journal in queryset.order_by("-pk"):
            if not request.user.has_perm(f"catalog.change_{journal.kind}"):
                raise PermissionDenied
            try:
                merge_undo(journal=journal, at=now())
                undone += 1
            except DomainError as refused:
                told = f"{journal.from_name} into {journal.into_name}: {refused}"
                self.message_user(request, told, messages.ERROR)
        if undone:
            self.message_user(request, f"{undone} undone.", messages.SUCCESS)

    @admin.display(description="went")
    def gone(self, row: Any) -> SafeString:
        return _linked(row.kind, row.from_id, row.from_name)

    @admin.display(description="into")
    def stays(self, row: Any) -> SafeString:
        return _linked(row.kind, row.into_id, row.into_name)

    @admin.display(description="moved with it")
    def moved_rows(self, row: Any) -> str:
        """`3 credits, 1 bundle item, 2 aliases made`: names are the models' own."""
        return ", ".join(f"{count} {_named(what, count)}" for what, count in row.counts.items())


_BESIDE = {
    "made": ("other name made", "other names made"),
    "made items": ("item of a bundle made", "items of bundles made"),
    "followed items": ("item of a bundle that followed", "items of bundles that followed"),
    "had both:catalog.Album": ("album that had both", "albums that had both"),
    "had both:catalog.Track": ("track that had both", "tracks that had both"),
}
"""What the journal counts beside rows of models, by its words for them."""


def _named(what: str, count: int) -> str:
    """What a merge moved or made, in words."""
    if what in _BESIDE:
        return ngettext(*_BESIDE[what], count)
    if "." not in what:
        return what
    names = apps.get_model(what)._meta
    return str(names.verbose_name if count == 1 else names.verbose_name_plural)


def _linked(kind: str, pk: int, name: str | None) -> SafeString:
    return format_html(
        '<a href="{}">{}</a>', reverse(f"admin:catalog_{kind}_change", args=[pk]), name or pk
    )
