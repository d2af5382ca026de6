"""App passwords: what phone apps sign in with by OpenSubsonic. They open nothing else.

https://opensubsonic.netlify.app/docs/api-reference/: a client sends the password, or `t` = MD5(password + salt) and
the salt; for the second the plain password must be known, so that it is kept sealed.
"""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.models import AppPassword, User
from accounts.security_log import SecurityEvent, told
from accounts.services.personal_tokens import TOUCHED_EVERY, hash_of
from common.errors import Conflict
from common.sealing import Unreadable, seal, unseal

SEALED_FOR = "app password"
MOST = 20
_letters = "abcdefghijkmnopqrstuvwxyz23456789"  # none that is easily taken for another
_length = 24  # 121 bits


@transaction.atomic
def app_password_create(*, user: User, name: str) -> tuple[AppPassword, str]:
    """The row, and the password to type into the app. Raises Conflict when there are too many."""
    User.objects.select_for_update().get(pk=user.pk)  # or two at once would both be the last
    if AppPassword.objects.filter(user=user).count() >= MOST:
        raise Conflict(f"{MOST} app passwords are the most: remove one first.")
    plain = "".join(secrets.choice(_letters) for _ in range(_length))
    row = AppPassword.objects.create(
        user=user,
        name=name,
        secret_sealed=seal(plain, purpose=SEALED_FOR),
        secret_hash=hash_of(plain),
    )
    told(SecurityEvent.TOKEN_MADE, user=user, kind="app password")
    return row, plain


def app_password_remove(*, user: User, public_id: str) -> bool:
    """Forget a password, sealed text and all; False when the user has no such."""
    ended = bool(AppPassword.objects.filter(user=user, public_id=public_id).delete()[0])
    if ended:
        told(SecurityEvent.TOKEN_ENDED, user=user, kind="app password")
    return ended


def app_passwords_remove(*, user: User) -> None:
    """Forget all of a person's."""
    AppPassword.objects.filter(user=user).delete()


def user_by_password(handle: str, password: str, *, at: datetime) -> User | None:
    """Who signs in with a plain app password."""
    row = (
        AppPassword.objects.select_related("user")
        .filter(secret_hash=hash_of(password), user__is_active=True)
        .first()
    )
    return _used(row, at) if row is not None and _names(handle, row.user) else None


def user_by_salted(handle: str, token: str, salt: str, *, at: datetime) -> User | None:
    """Who signs in with MD5(password + salt), in hex: each of the user's app passwords is tried."""
    found = None
    rows = AppPassword.objects.select_related("user").filter(user__is_active=True)
    for row in rows.filter(user__handle=handle) or rows.filter(user__email=handle.lower()):
        try:
            plain = unseal(row.secret_sealed, purpose=SEALED_FOR)
        except Unreadable:
            continue  # from before a key that is not known any more
        expected = hashlib.md5(f"{plain}{salt}".encode(), usedforsecurity=False).hexdigest()
        if constant_time_compare(expected, token.lower()):
            found = row
    return _used(found, at) if found is not None else None


def _names(handle: str, user: User) -> bool:
    return handle in {user.handle, user.email} or handle.lower() == user.email


def _used(row: AppPassword, at: datetime) -> User:
    if row.last_used_at is None or at - row.last_used_at >= TOUCHED_EVERY:
        AppPassword.objects.filter(pk=row.pk).update(last_used_at=at)
    return row.user
