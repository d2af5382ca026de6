"""Events of security: each has its line in the log, by the logger `security` (docs/security.md lists them).

A line says what, whose it was (hashed) and from which address; a sign-in also by which factors. Nothing in it opens
anything: no password, no code, no token, no address of e-mail.
"""

import logging
from enum import StrEnum
from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import m2m_changed
from django.http import HttpRequest

from accounts.models import User
from common.logs import person_hash, whose
from common.visitors import visitor_address

logger = logging.getLogger("security")


class SecurityEvent(StrEnum):
    """What its line says as `message`. No word stands after “token”: the log would take it for one."""

    SIGNED_UP = "signed up"
    SIGNED_IN = "signed in"
    PROVEN_AGAIN = "proven again"
    REFUSED = "sign-in refused"
    LOCKED = "sign-in locked"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    PASSWORD_CHANGED = "password changed"  # noqa: S105  # words of a line
    LINK_MADE = "password link made"  # noqa: S105  # as above
    FACTOR_ADDED = "second factor added"
    FACTOR_REMOVED = "second factor removed"
    ADDRESS_CHANGED = "address changed"
    ROLES_CHANGED = "roles changed"
    TOKEN_MADE = "made a token"  # noqa: S105  # as above
    TOKEN_ENDED = "ended a token"  # noqa: S105
    TOKEN_REUSED = "reused a token"  # noqa: S105


ATTACKS = {SecurityEvent.REFUSED, SecurityEvent.LOCKED, SecurityEvent.TOKEN_REUSED}
"""What may be one: these are warnings."""


def told(
    event: SecurityEvent, *, user: Any = None, request: HttpRequest | None = None, **more: Any
) -> None:
    """Write the line of an event. `more` are fields of it; `by` names factors.

    `user` in it is whose account it is, `by_user` who did it where that is somebody else.
    """
    fields = dict(more)
    if user is not None and user.pk is not None:
        fields["user"] = person_hash(user.pk)
        asked = whose.get()
        asker = asked() if asked else ""
        if asker and asker != fields["user"]:
            fields["by_user"] = asker
    if request is not None:
        fields["address"] = visitor_address(request)
    logger.log(
        logging.WARNING if event in ATTACKS else logging.INFO, "%s", event.value, extra=fields
    )


def factors(request: HttpRequest, user: User) -> list[str]:
    """How this session was signed in: `password`, `totp`, `webauthn`, `recovery_codes`, `provider ID` …"""
    names = []
    for record in get_authentication_records(request, user):
        if record.get("reauthenticated"):
            continue
        name = str(record.get("type", record["method"]))
        names.append(f"provider {record.get('provider')}" if name == "socialaccount" else name)
    return names or ["sign-up"]  # the one way in that proves nothing besides the address


def connect() -> None:
    """Hear of what allauth and Django do by themselves."""
    for signal, heard in _heard:
        signal.connect(heard, dispatch_uid=f"security log {heard.__name__} {id(signal)}")
    m2m_changed.connect(_roles, sender=User.groups.through, dispatch_uid="security log roles")


def _signed_up(request: HttpRequest, user: User, **_more: Any) -> None:
    told(SecurityEvent.SIGNED_UP, user=user, request=request)


def _signed_in(request: HttpRequest, user: User, **_more: Any) -> None:
    told(SecurityEvent.SIGNED_IN, user=user, request=request, by=factors(request, user))


def _step(request: HttpRequest, user: User, method: str, **more: Any) -> None:
    if more.get("reauthenticated"):
        by = [str(more.get("type") or method)]
        told(SecurityEvent.PROVEN_AGAIN, user=user, request=request, by=by)


def _wrong_code(
    request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any
) -> None:
    told(SecurityEvent.REFUSED, user=user, request=request, by=[str(authenticator.type)])


def _signed_out(request: HttpRequest, user: User | None, **_more: Any) -> None:
    if user is not None:
        told(SecurityEvent.SIGNED_OUT, user=user, request=request)


def _password(request: HttpRequest, user: User, **_more: Any) -> None:
    told(SecurityEvent.PASSWORD_CHANGED, user=user, request=request)


def _added(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    told(SecurityEvent.FACTOR_ADDED, user=user, request=request, kind=str(authenticator.type))


def _removed(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    told(SecurityEvent.FACTOR_REMOVED, user=user, request=request, kind=str(authenticator.type))


def _address(request: HttpRequest, user: User, **_more: Any) -> None:
    told(SecurityEvent.ADDRESS_CHANGED, user=user, request=request)


def _roles(instance: Any, action: str, pk_set: set[int] | None, **_more: Any) -> None:
    if action not in {"post_add", "post_remove", "pre_clear"} or not isinstance(instance, User):
        return
    groups = instance.groups.all() if pk_set is None else Group.objects.filter(pk__in=pk_set)
    names = sorted(groups.values_list("name", flat=True))
    if names:
        given = action == "post_add"
        told(SecurityEvent.ROLES_CHANGED, user=instance, roles=names, given=given)


_heard = (
    (account.user_signed_up, _signed_up),
    (account.user_logged_in, _signed_in),
    (account.authentication_step_completed, _step),
    (account.password_set, _password),
    (account.password_changed, _password),
    (account.password_reset, _password),
    (account.email_changed, _address),
    (mfa.authenticator_added, _added),
    (mfa.authenticator_reset, _added),
    (mfa.authenticator_removed, _removed),
    (mfa.authentication_failed, _wrong_code),
    (user_logged_out, _signed_out),
)
