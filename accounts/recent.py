"""Whether somebody has shown lately that it is they: asked before anything is made that opens their account for long.

A browser says the password (or a second factor) once more, as allauth asks before other such steps; an app has signed
in so lately.
"""

from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import now
from rest_framework.request import Request

from accounts.models import TokenFamily
from accounts.viewer import user_for
from common.errors import Forbidden


class NotLately(Forbidden):
    """Signed in, but too long ago for this."""

    kind, title = "not-lately", "Sign in once more for this"


def is_proven(request: HttpRequest) -> bool:
    """Whether this browser's session has been confirmed within `ACCOUNT_REAUTHENTICATION_TIMEOUT`."""
    try:
        return bool(_asked(request))
    except ReauthenticationRequired:
        return False


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def _asked(request: HttpRequest) -> bool:
    return True


def require_proof(request: Request) -> None:
    """Raises NotLately for a session that was not confirmed lately, and an app that signed in longer ago."""
    if request.auth is None:
        proven = is_proven(request._request)
    else:
        since = now() - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
        token: Any = request.auth
        families = TokenFamily.objects.filter(user=user_for(request), created_at__gte=since)
        proven = families.filter(public_id=str(token.get("sid"))).exists()
    if not proven:
        raise NotLately(
            "Confirm at /account/reauthenticate/ that it is you, or sign in again: what this makes opens your account."
        )
