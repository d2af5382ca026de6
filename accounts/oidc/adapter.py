"""How people of a provider become users here."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render

from accounts.models import User
from accounts.roles import Role
from accounts.services import handle_for, user_roles_follow, user_settle


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts just in time, linked by e-mail only where both sides have verified it, roles from a groups claim."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Those of OIDC_PROVIDERS. allauth would ask the database too, at each page that shows a button."""
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whom the provider lets in gets an account, unless OIDC_PROVIDERS says otherwise; SIGN_UP is for strangers."""
        return bool(sociallogin.provider.app.settings["sign_up"])

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only where both sides have verified it: who merely claims an address gets nobody's account."""
        theirs = any(
            each.verified and each.email.lower() == email.lower() for each in login.email_addresses
        )
        return theirs and EmailAddress.objects.filter(email__iexact=email, verified=True).exists()

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bring roles in step at each sign-in; refuse in words what would end in allauth's form for strangers."""
        if sociallogin.is_existing:
            if sociallogin.state.get("process") != "connect":
                self._roles(sociallogin)
            return
        if sociallogin.state.get("process") == "connect":
            return
        email = sociallogin.email_addresses[0].email if sociallogin.email_addresses else ""
        if not email:
            raise self._refused(request, sociallogin, "no_email")
        if (
            User.objects.filter(email=email).exists()
            or EmailAddress.objects.filter(email=email).exists()
        ):
            raise self._refused(request, sociallogin, "taken")

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> User:
        user: User = sociallogin.user
        user.email = data.get("email") or ""
        user.name = (data.get("name") or "")[:100]
        user.handle = handle_for(user.email)
        return user

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        user_settle(user=user)
        self._roles(sociallogin)
        return user

    def _roles(self, sociallogin: SocialLogin) -> None:
        told = sociallogin.provider.app.settings["roles"]
        groups = sociallogin.account.extra_data.get("groups", [])
        user_roles_follow(
            user=sociallogin.user,
            decided={Role(role) for role in told.values()},
            held={Role(told[group]) for group in groups if group in told},
        )

    @staticmethod
    def _refused(request: HttpRequest, sociallogin: SocialLogin, why: str) -> ImmediateHttpResponse:
        context = {"why": why, "provider": sociallogin.provider}
        return ImmediateHttpResponse(
            render(request, "socialaccount/refused.html", context, status=403)
        )
