"""How allauth makes users here, writes to them, and counts their attempts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.language import language_of
from accounts.models import Invitation, User
from accounts.oidc import leave
from accounts.security_log import SecurityEvent, told
from accounts.services import (
    account_deletion_cancel,
    handle_for,
    invitation_accept,
    invitation_find,
    user_settle,
)
from accounts.sessions import unreachable_sessions_end
from common.errors import NotFound
from common.visitors import visitor_address
from mail.services import letter_send

MOST_EMAIL = 190
"""Characters, as the column has them."""
INVITATION = "invitation"
"""Key of the session: the hash of the invitation that somebody signs up with."""
VERIFIED = "account_verified_email"
"""Key of the session, allauth's: the address that needs no letter."""


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation that this visitor came by."""
    hashed = request.session.get(INVITATION)
    try:
        return invitation_find(hashed=hashed) if hashed else None
    except NotFound:
        return None


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up by SIGN_UP; every new user gets a handle and a personal workspace; letters leave by jobs."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if settings.SIGN_UP == "invitation":
            return invitation_of(request) is not None
        return bool(settings.SIGN_UP == "open")

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            unreachable_sessions_end(user)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """By way of the provider that opened the session, where one did: it signs out as well."""
        return leave.ticket_for(request) or str(super().get_logout_redirect_url(request))

    def clean_email(self, email: str) -> str:
        if len(email) > MOST_EMAIL:
            raise ValidationError(_("An address has at most 190 characters."))
        return email

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """The user, settled, and with what their invitation offers."""
        user.handle = handle_for(form.cleaned_data["email"])
        saved: User = super().save_user(request, user, form, commit)
        if not commit:
            return saved
        user_settle(user=saved)
        request.session.pop(VERIFIED, None)
        invitation = invitation_of(request)
        if invitation is not None:
            invitation_accept(invitation=invitation, user=saved)
            request.session.pop(INVITATION, None)
            if invitation.is_vouched and invitation.email == saved.email:
                request.session[VERIFIED] = saved.email
        return saved

    def login(self, request: HttpRequest, user: User) -> None:
        """Signing in takes back the wish to be deleted."""
        super().login(request, user)
        if account_deletion_cancel(user=user):
            messages.success(request, _("Welcome back. Your account stays."))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError where too many guesses were made."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            told(SecurityEvent.LOCKED, request=request)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        told(SecurityEvent.REFUSED, request=request, by=["password"])

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Refused when somebody else signs in with the address by now: users are unique by it."""
        others = User.objects.filter(email=email_address.email).exclude(pk=email_address.user_id)
        if others.exists():
            return False
        return bool(super().confirm_email(request, email_address))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A letter, by a job. Links in it lead to SITE_URL, whatever host the request named."""
        user = context.get("user")
        letter_send(
            to=email,
            template=template_prefix,
            context=self._said(context) | {"email": email},
            language=language_of(user.pk) if isinstance(user, User) else "",
        )

    def _said(self, given: dict[str, Any]) -> dict[str, Any]:
        request = context.request
        asked = request.build_absolute_uri("/")
        said = {
            name: f"{settings.SITE_URL}/{value.removeprefix(asked)}"
            if isinstance(value, str) and value.startswith(asked)
            else value
            for name, value in given.items()
        }
        return said | {"current_site": {"name": settings.SITE_NAME, "domain": settings.SITE_URL}}

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits count by. allauth's own ends in a server error where fewer are named than trusted."""
        return visitor_address(request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By account alone. allauth's own has the Host header in it, which whoever asks may choose anew each time."""
        return f"sign-in:{str(credentials.get('email', '')).strip().lower()}"
