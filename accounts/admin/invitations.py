"""Invitations in the admin: sent as a letter where there is a mail server, else made with a link to copy."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.timezone import now
from django.utils.translation import gettext as _

from accounts.models import Invitation
from accounts.services import invitation_create, invitation_renew, invitation_revoke
from accounts.viewer import user_for
from common.errors import DomainError
from common.worklist import WorkList


class NewInvitationForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    class Meta:
        model = Invitation
        fields = ("email", "role", "workspace", "workspace_role")


@admin.register(Invitation)
class InvitationAdmin(WorkList):
    form = NewInvitationForm
    list_display = ("__str__", "role", "workspace", "state", "invited_by", "expires_at")
    list_select_related = ("workspace", "invited_by")
    list_filter: ClassVar = [("workspace", admin.RelatedOnlyFieldListFilter)]
    search_fields = ("email",)
    ordering = ("-created_at", "-pk")
    autocomplete_fields = ("workspace",)
    actions = ("make_links", "withdraw")

    @admin.display
    def state(self, invitation: Invitation) -> str:
        if invitation.accepted_at:
            return _("accepted")
        if invitation.revoked_at:
            return _("withdrawn")
        return _("open") if invitation.is_open(at=now()) else _("expired")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = form.cleaned_data
        try:
            made, link = invitation_create(
                by=user_for(request),
                email=given["email"],
                role=given["role"],
                workspace=given["workspace"],
                workspace_role=given["workspace_role"],
                by_administrator=True,
            )
        except DomainError as error:
            messages.error(request, str(error))
            return
        obj.pk = made.pk
        self._show(request, made, link)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        return self.response_post_save_add(request, obj)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return super().log_addition(request, obj, message) if obj.pk else None

    @admin.action(description="Make new links (the old ones stop working)", permissions=["add"])
    def make_links(self, request: HttpRequest, queryset: "QuerySet[Invitation]") -> None:
        for invitation in queryset.select_related("invited_by")[:20]:
            try:
                link = invitation_renew(invitation=invitation, by=user_for(request))
                self._show(request, invitation, link)
            except DomainError as error:
                messages.error(request, f"{invitation}: {error}")

    @admin.action(description="Withdraw", permissions=["add"])
    def withdraw(self, request: HttpRequest, queryset: "QuerySet[Invitation]") -> None:
        for invitation in queryset:
            invitation_revoke(invitation=invitation)

    def _show(self, request: HttpRequest, invitation: Invitation, link: str) -> None:
        """The link, this once: only its hash is kept. None where it went by letter."""
        if not link:
            said = _("The invitation is on its way to %(email)s.") % {"email": invitation.email}
            messages.success(request, said)
            return
        messages.success(request, format_html("{}: <code>{}</code>", invitation, link))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
