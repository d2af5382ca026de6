"""Personal access tokens: made for a program, shown once, kept as a hash, good for what their scopes say."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import PersonalToken, User
from accounts.security_log import SecurityEvent, told
from common.api.scopes import Scope
from common.errors import Conflict, Invalid

PREFIX = "musicsite_"
"""What secret scanners know it by."""
MOST = 50
TOUCHED_EVERY = timedelta(minutes=1)
"""How exact `last_used_at` is: a write for each request would cost more than it tells."""


@transaction.atomic
def personal_token_create(
    *,
    user: User,
    name: str,
    scopes: Collection[str],
    expires_at: datetime | None = None,
    at: datetime,
) -> tuple[PersonalToken, str]:
    """The row, and the token itself, which is told nowhere again. Raises Invalid, Conflict."""
    wanted = set(scopes)
    if not wanted or not wanted <= set(Scope):
        raise Invalid(f"Scopes are {', '.join(Scope)}.", field="scopes")
    if expires_at is not None and expires_at <= at:
        raise Invalid("That time has passed.", field="expires_at")
    User.objects.select_for_update().get(pk=user.pk)  # or two at once would both be the last
    if PersonalToken.objects.filter(user=user).working(at=at).count() >= MOST:
        raise Conflict(f"{MOST} tokens are the most: revoke one first.")
    plain = PREFIX + secrets.token_urlsafe(32)
    token = PersonalToken.objects.create(
        user=user,
        name=name,
        token_hash=hash_of(plain),
        hint=plain[-4:],
        scopes=" ".join(scope for scope in Scope if scope in wanted),
        expires_at=expires_at,
    )
    told(SecurityEvent.TOKEN_MADE, user=user, kind="personal", scopes=token.scopes)
    return token, plain


def personal_token_find(plain: str, *, at: datetime) -> PersonalToken | None:
    """The working token, with its user, that was presented. One query; sometimes a second, for when it was used."""
    token = (
        PersonalToken.objects.select_related("user")
        .working(at=at)
        .filter(token_hash=hash_of(plain), user__is_active=True)
        .first()
    )
    if token is None:
        return None
    if token.last_used_at is None or at - token.last_used_at >= TOUCHED_EVERY:
        PersonalToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token


def personal_token_revoke(*, user: User, public_id: str, at: datetime) -> bool:
    """End a token at once; False when the user has no such."""
    rows = PersonalToken.objects.filter(user=user, public_id=public_id, revoked_at__isnull=True)
    ended = bool(rows.update(revoked_at=at))
    if ended:
        told(SecurityEvent.TOKEN_ENDED, user=user, kind="personal")
    return ended


def personal_tokens_revoke(*, user: User, at: datetime) -> None:
    """End all of a person's tokens."""
    PersonalToken.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at)


def hash_of(plain: str) -> str:
    """SHA-256 is enough: what it hides has 256 random bits, so that nothing can be tried out."""
    return hashlib.sha256(plain.encode("utf-8", "surrogateescape")).hexdigest()
