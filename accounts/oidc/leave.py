"""Signing out at the provider too (OpenID Connect RP-Initiated Logout 1.0)."""

import secrets
from urllib.parse import urlencode

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from requests import RequestException

from accounts.oidc import metadata

_SESSION = "oidc"
LIFETIME = 60
"""Seconds between signing out here and going on to the provider."""


def remember(request: HttpRequest, provider_id: str, id_token: str) -> None:
    """Keep in the session which provider opened it, and its ID token, by which it knows what to end."""
    request.session[_SESSION] = [provider_id, id_token]


def ticket_for(request: HttpRequest) -> str | None:
    """The address of a page of ours that goes on to the provider; None where no provider opened this session, or it
    offers no such thing. To be asked before the session ends."""
    if _SESSION not in request.session:
        return None
    provider_id, id_token = request.session[_SESSION]
    try:
        app = get_adapter().get_app(request, provider=provider_id)
        found = _address(app, id_token)
    except (SocialApp.DoesNotExist, OAuth2Error, RequestException):
        return None  # signing out here must not depend on the provider
    if found is None:
        return None
    ticket = secrets.token_urlsafe(16)
    cache.set(f"oidc:leaving:{ticket}", (found, app.name), timeout=LIFETIME)
    return reverse("oidc_leaving", args=[ticket])


def address(ticket: str) -> tuple[str, str] | None:
    """Where that ticket leads, and the provider's name; once."""
    key = f"oidc:leaving:{ticket}"
    found: tuple[str, str] | None = cache.get(key)
    cache.delete(key)
    return found


def _address(app: SocialApp, id_token: str) -> str | None:
    told = app.settings
    at = told["end_session_url"] or metadata.configuration(told["server_url"], told["issuer"]).get(
        "end_session_endpoint"
    )
    if not at:
        return None
    back = f"{settings.SITE_URL}/"
    parameters = {
        "id_token_hint": id_token,
        "client_id": app.client_id,
        "post_logout_redirect_uri": back,
        "logout_uri": back,  # Cognito's name for the same
    }
    return f"{at}{'&' if '?' in at else '?'}{urlencode(parameters)}"
