"""Playlists in the admin: looked at, and taken down where they were reported."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import EmptyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString

from catalog.admin.previews import on_site
from common.worklist import ReadOnly
from playlists.models import Playlist
from playlists.services.playlists import playlist_put_back, playlist_take_down


@admin.register(Playlist)
class PlaylistAdmin(ReadOnly):
    """What others see, or saw until it was taken down; a private list is its owner's own affair."""

    list_display = (
        "title",
        "owner",
        "visibility",
        "taken_down_at",
        "entry_count",
        "changed_at",
        "site",
    )
    list_select_related = ("owner",)
    list_filter = ("visibility", ("taken_down_at", EmptyFieldListFilter), "is_smart")
    search_fields = ("sort_key__startswith", "public_id")
    ordering = ("-changed_at", "-pk")
    sortable_by = ()
    actions = ("take_down", "put_back")
    fields = (
        "title", "description", "owner", "visibility", "taken_down_at", "entry_count", "changed_at", "site",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        rows: QuerySet[Any] = super().get_queryset(request).filter(deleted_at=None)
        if request.user.is_superuser:
            return rows
        return rows.filter(Q(visibility__in=["public", "members"]) | Q(taken_down_at__isnull=False))

    def has_take_down_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("catalog.change_task")

    @admin.display(description="site")
    def site(self, playlist: Playlist) -> SafeString:
        return on_site(playlist)

    @admin.action(
        description="Take down: for its owner alone, who is told", permissions=["take_down"]
    )
    def take_down(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        if not self.has_take_down_permission(request):
            raise PermissionDenied
        down = sum(playlist_take_down(pk) for pk in queryset.values_list("pk", flat=True)[:200])
        self.message_user(request, f"{down} taken down.", messages.SUCCESS)

    @admin.action(description="Put back: the owner may show it again", permissions=["take_down"])
    def put_back(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        if not self.has_take_down_permission(request):
            raise PermissionDenied
        back = sum(playlist_put_back(pk) for pk in queryset.values_list("pk", flat=True)[:200])
        self.message_user(request, f"{back} put back.", messages.SUCCESS)
