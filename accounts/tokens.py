"""Tokens of the API: a short access token that opens, a longer refresh token that fetches the next one.

Both are JWTs (RFC 7519) signed with a key of their own. They carry the user's public id and a mark made from the
password (as sessions do), so that changing the password or closing the account ends them all.
"""

from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_second_factors
from allauth.mfa.base.forms import AuthenticateForm
from django.contrib.auth.models import update_last_login
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken, Token

from accounts.models import User
from common.errors import DomainError, Invalid, TooMany

MARK = "mark"


class WrongCredentials(DomainError):
    """Unknown address, wrong password, closed account: one answer for all."""

    status, kind, title = 401, "not-signed-in", "E-mail and password do not match"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client keeps."""

    access: str
    refresh: str


def tokens_issue(*, request: HttpRequest, email: str, password: str, code: str = "") -> Tokens:
    """Tokens for whoever knows the password, and the code where a second factor is set.

    Failures are counted together with the sign-in page's. Raises WrongCredentials, Invalid (the code), TooMany.
    """
    try:
        user = get_adapter().authenticate(request, email=email.strip().lower(), password=password)
    except ValidationError as error:
        raise TooMany("Too many sign-ins have failed: try again later.", retry_after=300) from error
    if not isinstance(user, User) or not user.is_active:
        raise WrongCredentials
    if get_second_factors().is_mfa_enabled(user):
        _check_code(user, code)
    update_last_login(User, user)
    refresh = RefreshToken.for_user(user)
    refresh[MARK] = mark_of(user)
    return Tokens(access=str(refresh.access_token), refresh=str(refresh))


def access_renew(*, refresh: str) -> str:
    """A new access token. Raises WrongCredentials when the refresh token does not work any more."""
    try:
        token = RefreshToken(refresh)  # type: ignore[arg-type]  # takes the encoded token
    except TokenError as error:
        raise WrongCredentials("This token does not work any more.") from error
    if user_of(token) is None:
        raise WrongCredentials("This token does not work any more.")
    return str(token.access_token)


def user_of(token: Token) -> User | None:
    """The user that a verified token stands for, while it still works for them."""
    user = User.objects.filter(public_id=str(token.get("sub")), is_active=True).first()
    if user is None or not constant_time_compare(str(token.get(MARK)), mark_of(user)):
        return None
    return user


def mark_of(user: User) -> str:
    """Changes with the password and with SECRET_KEY, and tells nothing of either (HMAC)."""
    return user.get_session_auth_hash()[:32]


def _check_code(user: User, code: str) -> None:
    if not code:
        raise Invalid("This account has a second factor: send its code too.", field="code")
    form: Any = AuthenticateForm(data={"code": code}, user=user)
    if not form.is_valid():
        raise Invalid("This code is wrong, or has been used.", field="code")
    form.authenticator.record_usage()
