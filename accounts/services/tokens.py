"""Tokens of the API: a short access token that opens, and a refresh token that fetches the next pair, once.

Both are JWTs (RFC 7519). They carry the user's public id (`sub`) and the id of their family (`sid`), which is read
together with the user on every request: signing out and a new password end access tokens at once, whether or not
the cache is there. A refresh token is used up by its use; one that comes again is in two hands, so its whole family
ends (https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2) and the row keeps why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth.models import update_last_login
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.timezone import now
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import Token

from accounts.models import PersonalToken, TokenFamily, User
from accounts.security_log import SecurityEvent, told
from accounts.services.emails import address_is_verified
from accounts.services.second_factor import (
    second_factor_is_demanded,
    second_factor_is_set,
    second_factor_ok,
)
from accounts.signing import key_ring
from common.errors import DomainError, Invalid, TooMany

MOST_DEVICES = 50
"""Open families of one person; the one unused for longest makes room."""
REMEMBERED = timedelta(days=90)


class WrongCredentials(DomainError):
    """Unknown address, wrong password, closed account: one answer for all."""

    status, kind, title = 401, "not-signed-in", "E-mail and password do not match"


class WrongToken(DomainError):
    """A refresh token that is none, or not any more."""

    status, kind, title = 401, "not-signed-in", "This token does not work any more"


class AccessToken(Token):
    """Opens the API."""

    token_type = "access"  # noqa: S105 - the name of its kind
    lifetime = timedelta(minutes=10)

    def get_token_backend(self) -> Any:
        return key_ring()


class RefreshToken(Token):
    """Fetches the next pair. `n` is the count of its family's renewals when it was made."""

    token_type = "refresh"  # noqa: S105 - as above
    lifetime = timedelta(days=14)

    def get_token_backend(self) -> Any:
        return key_ring()


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a client keeps."""

    access: str
    refresh: str


def tokens_issue(
    *, request: HttpRequest, email: str, password: str, code: str = "", device: str = ""
) -> Tokens:
    """A new family for whoever knows the password, and the code where a second factor is set.

    Failures are counted together with the sign-in page's. Raises WrongCredentials, Invalid (the code), TooMany.
    """
    try:
        user = get_adapter().authenticate(request, email=email.strip().lower(), password=password)
    except ValidationError as error:
        raise TooMany("Too many sign-ins have failed: try again later.", retry_after=300) from error
    if not isinstance(user, User) or not user.is_active:
        raise WrongCredentials
    if not address_is_verified(user):
        raise Invalid("Answer the letter that was sent to this address first.", field="email")
    by = ["password"]
    if second_factor_is_set(user):
        by.append("code")
        if not code:
            raise Invalid("This account has a second factor: send its code too.", field="code")
        if not second_factor_ok(user, code):
            raise Invalid("This code is wrong, or has been used.", field="code")
    elif second_factor_is_demanded(user):
        raise Invalid(
            "Who manages this site signs in with a second factor: add an app on the site first.",
            field="code",
        )
    update_last_login(User, user)
    told(SecurityEvent.SIGNED_IN, user=user, request=request, by=by)
    address = get_adapter().get_client_ip(request)
    return _tokens(family_open(user=user, name=device or "A client", address=address, at=now()))


@transaction.atomic
def family_open(*, user: User, name: str, address: str = "", at: datetime) -> TokenFamily:
    """A new family; the one unused for longest ends when there are too many."""
    mine = TokenFamily.objects.filter(user=user).open(at=at).order_by("-last_used_at", "-id")
    for crowded in mine[MOST_DEVICES - 1 :]:
        family_end(family=crowded, by=TokenFamily.End.CROWDED, at=at)
    return TokenFamily.objects.create(
        user=user,
        name=name[:100],
        address=address[:45],
        mark=next(marks_of(user)),
        last_used_at=at,
        expires_at=at + RefreshToken.lifetime,
    )


def tokens_renew(*, refresh: str, address: str = "", at: datetime) -> Tokens:
    """The next pair for a refresh token, which is used up by it. Raises WrongToken.

    Of two who come with the same token at the same moment, one claims the rotation and the other ends the family.
    """
    token = _read(refresh)
    family = TokenFamily.objects.select_related("user").filter(public_id=token["sid"]).first()
    if family is None or not _works(family, token["sub"]):
        raise WrongToken
    claimed = TokenFamily.objects.filter(
        pk=family.pk, rotation=token["n"], ended_at__isnull=True
    ).update(
        rotation=F("rotation") + 1,
        mark=next(marks_of(family.user)),
        address=address[:45],
        last_used_at=at,
        expires_at=at + RefreshToken.lifetime,
    )
    if not claimed:
        family_end(family=family, by=TokenFamily.End.REUSED, at=at)
        told(
            SecurityEvent.TOKEN_REUSED,
            user=family.user,
            family=family.public_id,
            address=address,
        )
        raise WrongToken
    family.rotation += 1
    return _tokens(family)


def tokens_end(*, refresh: str, at: datetime) -> None:
    """Sign the client out that holds this refresh token, used or not. What is no token ends nothing."""
    try:
        token = _read(refresh)
    except WrongToken:
        return
    family = TokenFamily.objects.filter(public_id=token["sid"]).first()
    if family is not None:
        family_end(family=family, by=TokenFamily.End.SIGNED_OUT, at=at)


def family_end(*, family: TokenFamily, by: TokenFamily.End, at: datetime) -> bool:
    """End a family and every token of it; False when it had ended before. The first reason stays."""
    ended = TokenFamily.objects.filter(pk=family.pk, ended_at__isnull=True)
    return bool(ended.update(ended_at=at, ended_by=by))


def families_end(*, user: User, but: str = "", at: datetime) -> int:
    """End all of a person's families, except the one with this public id. Returns how many."""
    rows = TokenFamily.objects.filter(user=user, ended_at__isnull=True).exclude(public_id=but)
    return rows.update(ended_at=at, ended_by=TokenFamily.End.ELSEWHERE)


def tokens_purge(*, at: datetime) -> int:
    """Delete what opens nothing since `REMEMBERED`: until then it tells why it ended. Returns how many rows."""
    before = at - REMEMBERED
    families = TokenFamily.objects.filter(expires_at__lt=before).delete()[0]
    ended = Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    return families + PersonalToken.objects.filter(ended).delete()[0]


def user_of(token: Token) -> User | None:
    """The user that a verified access token stands for, while it still works for them. One query."""
    family = (
        TokenFamily.objects.select_related("user")
        .filter(public_id=str(token.get("sid")), ended_at__isnull=True)
        .first()
    )
    if family is None or not _works(family, str(token.get("sub"))):
        return None
    return family.user


def marks_of(user: User) -> Iterator[str]:
    """What changes with the password, and tells nothing of it (HMAC): by the key of now, then by older ones."""
    yield user.get_session_auth_hash()[:32]
    for older in user.get_session_auth_fallback_hash():
        yield older[:32]


def _works(family: TokenFamily, subject: str) -> bool:
    user = family.user
    return (
        family.ended_at is None
        and user.is_active
        and user.public_id == subject
        and family.mark in marks_of(user)
    )


def _read(refresh: str) -> RefreshToken:
    try:
        token = RefreshToken(refresh)  # type: ignore[arg-type]  # takes the encoded token
    except TokenError as error:
        raise WrongToken from error
    if type(token.get("n")) is not int or not {"sid", "sub"} <= token.payload.keys():
        raise WrongToken
    return token


def _tokens(family: TokenFamily) -> Tokens:
    access, refresh = AccessToken(), RefreshToken()
    for token in (access, refresh):
        token["sub"], token["sid"] = family.user.public_id, family.public_id
    refresh["n"] = family.rotation
    return Tokens(access=str(access), refresh=str(refresh))
