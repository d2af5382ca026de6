"""People in the admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.search_documents import person_mark
from accounts.security_log import SecurityEvent, told
from accounts.services import email_settle, password_link, user_settle, user_staff_by_groups
from accounts.services.sign_out import sign_out_everywhere
from common.list_parts import WithParts
from common.worklist import BoundedPaginator

MOST_SIGNED_OUT = 50
"""People whom one action signs out: more are a slip of the hand."""
RIGHTS = {"is_active", "is_staff", "is_superuser"}
"""What the log tells of besides roles."""


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


@admin.register(User)
class UserAdmin(WithParts, DjangoUserAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    form = ChangedUserForm
    add_form = NewUserForm
    paginator = BoundedPaginator
    show_full_result_count = False
    list_display = ("email", "handle", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("email", "handle", "name")
    ordering = ("email",)
    actions = ("make_password_link", "sign_out")
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
        if rights := {name: form.cleaned_data[name] for name in RIGHTS & set(form.changed_data)}:
            told(SecurityEvent.ROLES_CHANGED, user=form.instance, request=request, **rights)
        person_mark(form.instance)
        if not change or "email" in form.changed_data:
            email_settle(user=form.instance, is_verified=True)
            if change:
                told(SecurityEvent.ADDRESS_CHANGED, user=form.instance, request=request)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        answer = super().user_change_password(request, id, form_url)
        if request.method == "POST" and answer.status_code == 302:  # it was taken
            user = self.get_object(request, unquote(id))
            told(SecurityEvent.PASSWORD_CHANGED, user=user, request=request)
        return answer

    @admin.action(description="Make a link to a new password", permissions=["change"])
    def make_password_link(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        """For whoever can get no letter: the link is shown this once, works once, and for three days."""
        if queryset.count() > 5:
            messages.error(
                request, _("At most five at once: each link is to be handed to one person.")
            )
            return
        for user in queryset:
            self.log_change(request, user, "Made a link to a new password.")
            told(SecurityEvent.LINK_MADE, user=user, request=request)
            link = format_html(
                "<strong>{}</strong>: <code>{}</code>", user.email, password_link(user=user)
            )
            messages.success(request, link)

    @admin.action(description="Sign out everywhere", permissions=["change"])
    def sign_out(self, request: HttpRequest, queryset: "QuerySet[User]") -> None:
        """For a lost telephone, or an account that somebody else is in: every session and token of theirs ends."""
        users = list(queryset.order_by("pk")[: MOST_SIGNED_OUT + 1])
        if len(users) > MOST_SIGNED_OUT:
            messages.error(request, _("At most %(most)s at once.") % {"most": MOST_SIGNED_OUT})
            return
        if request.user in users:
            messages.error(request, _("Sign out everywhere yourself on the page of your account."))
            return
        for user in users:
            sign_out_everywhere(user=user)
            self.log_change(request, user, "Signed out everywhere.")
        told = ngettext(
            "%(count)d person was signed out everywhere.",
            "%(count)d people were signed out everywhere.",
            len(users),
        )
        messages.success(request, told % {"count": len(users)})

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An account is closed (`is_active`), not deleted: what it made would go along."""
        return False
