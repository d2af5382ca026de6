"""The newsletter: asked for, confirmed by a letter, welcomed, left by one click.

Nobody is told whether an address is known: asking answers the same in any case. An address that did not confirm gets
nothing but the question, and that not again within a day, then two, then four: anybody can ask in its name. One that
said no to the question, or whose letters come back, is not asked again until it is forgotten. Each letter is a row,
claimed before the mail server has it; one of which nobody knows whether it went is not sent again.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language

from common.errors import Invalid, NotFound
from common.sealing import seal, token_hash
from editorial.letters import FORGOTTEN, SEALED_FOR
from editorial.models import NewsletterLetter, Subscriber
from editorial.tasks import newsletter_letter_post
from mail.services import letters_are_sent

AGAIN = timedelta(days=1)
"""Nobody is asked to confirm again sooner; each question after it waits twice as long."""
DOUBLINGS = 5
Kind = NewsletterLetter.Kind


@transaction.atomic
def newsletter_ask(*, email: str, at: datetime) -> bool:
    """Somebody wants the newsletter at this address; whether a letter goes that asks to confirm.

    Raises Invalid for what is no address. Does nothing for who has it, who said no, and who was asked of late.
    """
    address = email.strip().lower()
    if len(address) > 190:
        raise Invalid("This is no e-mail address.", field="email")
    try:
        validate_email(address)
    except ValidationError as error:
        raise Invalid("This is no e-mail address.", field="email") from error
    if not letters_are_sent():
        return False
    token = secrets.token_urlsafe(24)
    row, is_new = Subscriber.objects.select_for_update().get_or_create(
        email=address,
        defaults={
            "token_hash": token_hash(token),
            "token_sealed": seal(token, purpose=SEALED_FOR),
            "language": get_language() or "",
            "asked_at": at,
        },
    )
    asked = row.letters.filter(kind=Kind.CONFIRM).count()
    if not is_new:
        said_no = row.confirmed_at is None and row.unsubscribed_at is not None
        wait = AGAIN * 2 ** min(max(asked - 1, 0), DOUBLINGS)
        is_gone = row.bounced_at is not None and row.bounced_at > at - FORGOTTEN
        if row.is_subscribed or said_no or is_gone or row.asked_at > at - wait:
            return False
        Subscriber.objects.filter(pk=row.pk).update(asked_at=at)
    return _queued(row, Kind.CONFIRM, number=asked)


@transaction.atomic
def newsletter_confirm(*, token: str, at: datetime) -> bool:
    """The address said yes; whether a letter of welcome goes, the first time. Raises NotFound. Safe to repeat."""
    row = subscriber_of(token)
    mine = Subscriber.objects.filter(
        Q(confirmed_at=None) | Q(unsubscribed_at__isnull=False), pk=row.pk
    )
    if not mine.update(confirmed_at=at, unsubscribed_at=None, bounced_at=None):
        return False
    if row.letters.filter(kind=Kind.WELCOME).exists():
        return False
    return _queued(row, Kind.WELCOME)


@transaction.atomic
def newsletter_leave(*, token: str, at: datetime) -> None:
    """The address wants no more. Raises NotFound. Safe to repeat."""
    row = subscriber_of(token)
    Subscriber.objects.filter(pk=row.pk, unsubscribed_at=None).update(unsubscribed_at=at)


def subscriber_of(token: str) -> Subscriber:
    """Whose link it is. Raises NotFound."""
    found = Subscriber.objects.filter(token_hash=token_hash(token)).first()
    if found is None:
        raise NotFound
    return found


def subscription_of(user: Any) -> Iterator[dict[str, Any]]:
    """For the export of a person's data: what is kept under their address."""
    for row in Subscriber.objects.filter(email=user.email):
        yield {
            "email": row.email, "asked_at": row.asked_at, "confirmed_at": row.confirmed_at,
            "unsubscribed_at": row.unsubscribed_at,
        }  # fmt: skip


def subscription_erase(user: Any) -> None:
    Subscriber.objects.filter(email=user.email).delete()


def _queued(row: Subscriber, kind: str, *, number: int = 0) -> bool:
    letter = NewsletterLetter.objects.create(subscriber=row, kind=kind, number=number)
    newsletter_letter_post.enqueue(letter.pk)
    return True
