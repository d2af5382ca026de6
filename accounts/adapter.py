"""How allauth makes users here: through `accounts.services`, and only when the site is open."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from rest_framework.throttling import BaseThrottle

from accounts.models import User
from accounts.services import handle_for, user_settle


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Sign-up is open or closed by SIGN_UP; every new user gets a handle and a personal workspace."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGN_UP == "open")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that limits count by: as many proxies off as are trusted, as in the API's throttles.

        allauth's own ends in a server error where fewer addresses are named than proxies are trusted.
        """
        return BaseThrottle().get_ident(request) or "unknown"  # type: ignore[arg-type]  # reads META only

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.handle = handle_for(form.cleaned_data["email"])
        saved: User = super().save_user(request, user, form, commit)
        if commit:
            user_settle(user=saved)
        return saved
