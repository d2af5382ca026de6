"""Writes: shutting what a person left open."""

from django.db import transaction
from django.db.models import F

from accounts.devices import device_kinds
from accounts.models import User
from accounts.security_log import SecurityEvent, told
from common.errors import NotFound


@transaction.atomic
def device_end(*, user: User, kind: str, id: str) -> None:
    """Sign out there, at once. Raises NotFound for what is not the user's, or not there any more."""
    known = dict(device_kinds.items())
    if kind not in known or not known[kind].end(user, id):
        raise NotFound


@transaction.atomic
def sign_out_everywhere(*, user: User) -> None:
    """End every session and token of the user, the one that asks too, also those that no list knows."""
    for kind in device_kinds:
        kind.end_all(user)
    User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1)
    told(SecurityEvent.SIGNED_OUT_EVERYWHERE, user=user)
