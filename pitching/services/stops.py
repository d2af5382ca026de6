"""Addresses that a workspace writes to no more.

That hangs on the address (`LetterStop`, by its hash); contacts with it say the same in columns of their own, so that
lists and queues ask one row. Both are written here, together.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import batched
from typing import Literal

from django.db import transaction

from pitching.models import Contact, LetterStop

type Why = Literal["unsubscribed_at", "bounced_at", "complained_at"]
WHYS: tuple[Why, ...] = ("unsubscribed_at", "bounced_at", "complained_at")
AT_ONCE = 500


def address_hash(workspace_id: int, email: str) -> str:
    """SHA-256 of a workspace and an address. No secret goes in: who loses SECRET_KEY subscribes nobody again."""
    return hashlib.sha256(f"{workspace_id}:{email.strip().lower()}".encode()).hexdigest()


@transaction.atomic
def letters_stop(*, workspace_id: int, email: str, why: Why, at: datetime) -> None:
    """Nobody of this workspace writes to this address any more. Safe to repeat."""
    email = email.strip().lower()
    if not email:
        return
    _listed(workspace_id, [address_hash(workspace_id, email)], why, at)
    held = Contact.objects.filter(workspace_id=workspace_id, email_once=email, **{why: None})
    held.update(**{why: at})


@transaction.atomic
def contact_stop(*, contact: Contact, why: Why, at: datetime) -> None:
    """As `letters_stop`, for whoever this is: also for who has no address, and who was erased. Safe to repeat."""
    if key := _hash_of(contact):
        _listed(contact.workspace_id, [key], why, at)
    Contact.objects.filter(pk=contact.pk, **{why: None}).update(**{why: at})


@transaction.atomic
def contact_unstop(*, contact: Contact, why: Why, since: datetime) -> None:
    """Take back what was said after `since`, and nothing that was said before."""
    later = {f"{why}__gt": since}
    stops = LetterStop.objects.filter(workspace_id=contact.workspace_id, **later)
    stops.filter(address_hash=_hash_of(contact)).update(**{why: None})
    Contact.objects.filter(pk=contact.pk, **later).update(**{why: None})


def stops_join(contact: Contact) -> None:
    """Let a contact whose address is new to them heed what was said of it; and that address, what they said before.

    The contact is not saved.
    """
    if not contact.email:
        return
    stop = stops_of(contact.workspace_id, [contact.email]).get(contact.email)
    for why in WHYS:
        said = getattr(contact, why)
        if said is not None:
            stops_list(contact.workspace_id, [contact.email], why=why, at=said)
    if stop is not None:
        stop_heeded(contact, stop)


def stop_heeded(contact: Contact, stop: LetterStop) -> None:
    """Let a contact's columns say what is known of their address. The contact is not saved."""
    for why in WHYS:
        setattr(contact, why, getattr(contact, why) or getattr(stop, why))


def stops_of(workspace_id: int, emails: Iterable[str]) -> Mapping[str, LetterStop]:
    """What is known of addresses, by the address: a query for each few hundred of them."""
    named = {address_hash(workspace_id, email): email for email in emails}
    rows = LetterStop.objects.filter(workspace_id=workspace_id)
    found: dict[str, LetterStop] = {}
    for some in batched(named, AT_ONCE):
        found |= {named[row.address_hash]: row for row in rows.filter(address_hash__in=some)}
    return found


def stops_list(workspace_id: int, emails: Iterable[str], *, why: Why, at: datetime) -> None:
    """Put addresses on the list, in a transaction of the caller's, who tells their contacts."""
    _listed(workspace_id, [address_hash(workspace_id, email) for email in emails], why, at)


def _listed(workspace_id: int, hashes: Iterable[str], why: Why, at: datetime) -> None:
    for some in batched(hashes, AT_ONCE):
        LetterStop.objects.bulk_create(
            (LetterStop(workspace_id=workspace_id, address_hash=one) for one in some),
            ignore_conflicts=True,
        )
        new = LetterStop.objects.filter(workspace_id=workspace_id, address_hash__in=some)
        new.filter(**{why: None}).update(**{why: at})


def _hash_of(contact: Contact) -> str:
    if contact.email:
        return address_hash(contact.workspace_id, contact.email)
    return contact.erased_hash
