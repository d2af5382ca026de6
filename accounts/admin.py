"""People and workspaces in the admin, for administrators."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.http import HttpRequest

from accounts.models import Membership, User, Workspace
from accounts.services import user_settle, user_staff_by_groups


class NewUserForm(AdminUserCreationForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """Address, handle, name and password; the rest is said on the next page."""

    class Meta:
        model = User
        fields = ("email", "handle", "name")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class ChangedUserForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    class Meta:
        model = User
        fields = "__all__"  # noqa: DJ007 - the fieldsets name them

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class MembershipInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    model = Membership
    autocomplete_fields = ("user",)
    extra = 0


@admin.register(User)
class UserAdmin(DjangoUserAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    form = ChangedUserForm
    add_form = NewUserForm
    list_display = ("email", "handle", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("email", "handle", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "date_joined", "is_staff")
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("email", "password", "handle", "name")}),
        ("What they may do", {"fields": ("is_active", "groups", "is_staff", "is_superuser")}),
        ("When", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",),
                "fields": ("email", "handle", "name", "usable_password", "password1", "password2")}),
    )  # fmt: skip

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            user_settle(user=form.instance)
        user_staff_by_groups(user=form.instance)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed (`is_active`), not deleted: what it made would go along."""
        return False


@admin.register(Workspace)
class WorkspaceAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    list_display = ("name", "kind", "created_at")
    list_filter = ("kind",)
    search_fields = ("name",)
    inlines: ClassVar = [MembershipInline]
    fields = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
