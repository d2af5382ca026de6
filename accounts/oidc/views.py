"""The way to a provider and back, and its word that somebody signed out there."""

import logging
from typing import Any

from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from accounts.devices import device_kinds
from accounts.oidc import leave, metadata, tokens

log = logging.getLogger(__name__)


class OIDCAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # allauth has no types
    """Talks to one provider, and believes only what it signed."""

    state: dict[str, Any]
    """What was kept when this sign-in began."""

    @property
    def openid_config(self) -> dict[str, Any]:
        told = self.get_provider().app.settings
        return metadata.configuration(told["server_url"], told["issuer"])

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        signed = kwargs["response"].get("id_token")
        if not signed:
            raise OAuth2Error("the provider gave no ID token")
        claims = tokens.id_token_claims(
            signed,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            client_id=app.client_id,
            nonce=self.state.get("nonce", ""),
        )
        data: dict[str, Any] = {"id_token": claims}
        if "userinfo_endpoint" in self.openid_config:
            data["userinfo"] = self._userinfo(token.token, claims["sub"])
        leave.remember(request, self.provider_id, signed)
        return self.get_provider().sociallogin_from_response(request, data)

    def _userinfo(self, access_token: str, subject: str) -> dict[str, Any]:
        """Of the same person only (Core 1.0, 5.3.2: a token could have been put in another's place)."""
        told = self._fetch_user_info(access_token)
        if not isinstance(told, dict) or told.get("sub") != subject:
            raise OAuth2Error("userinfo speaks of somebody else")
        return told


class CallbackView(OAuth2CallbackView):  # type: ignore[misc]  # allauth has no types
    """allauth's; it lets the adapter see what was kept when the sign-in began."""

    def _get_state(self, request: HttpRequest, provider: Any) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


def _adapter(request: HttpRequest, provider_id: str) -> OIDCAdapter:
    adapter = OIDCAdapter(request, provider_id)
    try:
        adapter.get_provider()
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return adapter


@never_cache
@login_not_required
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """POST starts a sign-in; GET (allauth's) asks whether to.

    The way out is a page of our own that goes on by itself: `form-action 'self'` in the CSP holds for redirects of a
    form too, and a provider's address is not known before it is asked.
    """
    adapter = _adapter(request, provider_id)
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(adapter)(request)
    except (RequestException, OAuth2Error) as error:
        log.warning("provider %s can not be reached: %s", provider_id, error)
        context = {"provider": adapter.get_provider()}
        return render(request, "socialaccount/provider_away.html", context, status=502)
    if isinstance(answer, HttpResponseRedirect):
        return _going_on(request, answer.url, adapter.get_provider().name)
    return answer


@never_cache
@login_not_required
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    answer: HttpResponse = CallbackView.adapter_view(_adapter(request, provider_id))(request)
    return answer


def _going_on(request: HttpRequest, address: str, name: str) -> HttpResponse:
    answer = render(request, "socialaccount/going_on.html", {"address": address, "name": name})
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@never_cache
@login_not_required
@require_GET
def leaving(request: HttpRequest, ticket: str) -> HttpResponse:
    """After signing out here: on to the provider, so that it signs out as well."""
    found = leave.address(ticket)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    return _going_on(request, *found)


@never_cache
@csrf_exempt
@login_not_required
@require_POST
def signed_out(request: HttpRequest, provider_id: str) -> HttpResponse:
    """A provider says that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""
    adapter = _adapter(request, provider_id)
    try:
        claims = tokens.logout_token_claims(
            request.POST.get("logout_token", ""),
            keys_url=adapter.openid_config["jwks_uri"],
            issuer=adapter.openid_config["issuer"],
            client_id=adapter.get_provider().app.client_id,
        )
        if not cache.add(f"oidc:logout:{provider_id}:{claims['jti']}", True, timeout=86_400):
            raise OAuth2Error("that logout token was used already")
    except (OAuth2Error, RequestException) as error:
        refusal = {"error": "invalid_request", "error_description": str(error)}
        return JsonResponse(refusal, status=400)
    account = (
        SocialAccount.objects.filter(provider=provider_id, uid=claims["sub"])
        .select_related("user")
        .first()
    )
    if account is not None:
        # All browsers of theirs: a person who signs out at work means it.
        device_kinds["sessions"].end_all(account.user)
    return HttpResponse(status=200)
