"""Workspaces in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from accounts.models import Membership, Workspace
from accounts.services.workspaces import membership_end, membership_set
from common.worklist import WorkList


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    model = Membership
    autocomplete_fields = ("user",)
    extra = 0


class WithoutOwner(admin.SimpleListFilter):
    """Those whose last owner has left the site: somebody is to be made one."""

    title, parameter_name = "owner", "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("none", "Nobody")]

    def queryset(self, request: HttpRequest, queryset: "QuerySet[Workspace]") -> "QuerySet[Workspace]":  # fmt: skip
        if self.value() != "none":
            return queryset
        owners = Membership.objects.filter(workspace=OuterRef("pk"), role=Membership.Role.OWNER)
        return queryset.filter(~Exists(owners))


@admin.register(Workspace)
class WorkspaceAdmin(WorkList):
    list_display = ("name", "kind", "created_at")
    list_filter = ("kind", WithoutOwner)
    search_fields = ("name",)
    inlines: ClassVar = [MembershipInline]
    fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """As on the site: with a membership ends what its holder had given and nobody had taken."""
        formset.save(commit=False)
        for membership in (*formset.new_objects, *(row for row, _ in formset.changed_objects)):
            membership_set(membership=membership)
        for membership in formset.deleted_objects:
            membership_end(membership=membership)
