"""The second factor of staff, where the site demands one (`STAFF_SECOND_FACTOR`).

What counts is how this session was signed in, not what its person has: a session that somebody opened with a found
password does not become more by what its owner adds. So who adds a factor shows it once, and is signed out elsewhere.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.doors import clients_end
from accounts.models import User
from accounts.services.second_factor import second_factor_is_demanded
from accounts.sessions import sessions_end, unreachable_sessions_end

PROVING = frozenset({"mfa", "socialaccount"})
"""Ways of signing in after which none is asked for: with a factor of ours, or at a provider, which asks for its own."""
GUARDED = ("/admin/", "/welcome/", "/home/preview/", "/account/tokens/")
"""Where staff do what others may not, or make a token that may."""


def lacks_a_factor(request: HttpRequest) -> bool:
    """Whether a second factor is demanded of whoever asks this, and their session has shown none."""
    user = request.user
    if not user.is_authenticated or not second_factor_is_demanded(user):
        return False
    return not any(each["method"] in PROVING for each in get_authentication_records(request, user))


class StaffFactorMiddleware:
    """Leads staff from the admin to where they show a second factor, or add one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(GUARDED) and lacks_a_factor(request):
            return _led_to_a_factor(request)
        return self.get_response(request)


def _led_to_a_factor(request: HttpRequest) -> HttpResponse:
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    back = {"next": request.get_full_path()} if request.method == "GET" else {}
    if Authenticator.Type.TOTP in kinds:
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{urlencode(back)}")
    if Authenticator.Type.WEBAUTHN in kinds:
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate_webauthn')}?{urlencode(back)}")
    if request.method == "GET":
        messages.warning(
            request,
            _("Who manages this site signs in with a second factor: add an app or a passkey."),
        )
    return HttpResponseRedirect(reverse("mfa_index"))


def connect() -> None:
    signals.authenticator_added.connect(_sign_out_elsewhere, dispatch_uid="staff's first factor")


def _sign_out_elsewhere(
    request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any
) -> None:
    """Sessions and clients of before showed a password alone, and with it would learn the new recovery codes."""
    is_code = authenticator.type == Authenticator.Type.RECOVERY_CODES
    if is_code or not second_factor_is_demanded(user):
        return
    sessions_end(user, but=request.session.session_key)
    clients_end(user)
    unreachable_sessions_end(user)
