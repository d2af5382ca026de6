"""The second factor where no browser is: a code typed into a client."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from django.conf import settings

from accounts.models import User


def second_factor_is_set(user: User) -> bool:
    """Whether signing in takes more than the password."""
    return bool(get_adapter().is_mfa_enabled(user))


def second_factor_is_demanded(user: User) -> bool:
    """Whether the site lets this person manage it with a second factor alone."""
    return bool(settings.STAFF_SECOND_FACTOR and user.is_staff)


def second_factor_ok(user: User, code: str) -> bool:
    """Whether the code opens: of the authenticator app, or a recovery code, which is used up by it.

    True where no second factor is set. Wrong codes are counted by allauth, for each account.
    """
    if not second_factor_is_set(user):
        return True
    form: Any = AuthenticateForm(data={"code": code}, user=user)
    if not form.is_valid():
        return False
    form.authenticator.record_usage()
    return True
