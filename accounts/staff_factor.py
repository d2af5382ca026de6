"""The second factor of staff, where the site demands one (`STAFF_SECOND_FACTOR`)."""

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

PROVING = frozenset({"mfa", "socialaccount"})
"""Ways of signing in after which none is asked for: with a factor of ours, or at a provider, which asks for its own."""


def lacks_a_factor(request: HttpRequest) -> bool:
    """Whether staff who ask for this signed in by a password alone and could not have done otherwise.

    Who has a factor is asked for it at each sign-in. One query, and none for who was asked.
    """
    user = request.user
    if not user.is_authenticated or not user.is_staff:
        return False
    records = get_authentication_records(request, user)
    if any(record["method"] in PROVING for record in records):
        return False
    factors = Authenticator.objects.filter(user_id=user.pk)
    return not factors.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


class StaffFactorMiddleware:
    """Leads staff from the admin to where a second factor is added, until they have one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_admin = settings.STAFF_SECOND_FACTOR and request.path.startswith("/admin/")
        if is_admin and lacks_a_factor(request):
            messages.warning(
                request,
                _("Who manages this site signs in with a second factor: add an app or a passkey."),
            )
            return redirect("mfa_index")
        return self.get_response(request)
