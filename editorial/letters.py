"""Letters of the newsletter: handed to the mail server once, and what became of them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.timezone import now

from common.sealing import unseal
from editorial.models import NewsletterLetter, Subscriber
from mail.bounces import REFERENCE_HEADER, Fate
from mail.one_click import one_click_headers
from mail.post import NotTaken, PostOffice, Refused, Unsure, Writing
from mail.services import letter_write

SEALED_FOR = "newsletter"
FORGOTTEN = timedelta(days=30)
"""An address that was never confirmed is forgotten after this; one whose letters came back may be tried again."""
Kind, State = NewsletterLetter.Kind, NewsletterLetter.State


def newsletter_letter_send(letter_id: int, *, at: datetime | None = None) -> bool:
    """Hand a letter to the mail server, once; whether it went. Raises NotTaken to be tried again."""
    if not NewsletterLetter.objects.filter(pk=letter_id, state=State.WAITING).update(
        state=State.CLAIMED
    ):
        return False
    letter = NewsletterLetter.objects.select_related("subscriber").get(pk=letter_id)
    if letter.kind == Kind.WELCOME and not letter.subscriber.is_subscribed:
        _note(letter, State.REFUSED, "Unsubscribed before it went.")
        return False
    try:
        with PostOffice() as office:
            office.send(_written(letter))
    except NotTaken:
        _note(letter, State.WAITING)
        raise
    except Refused as error:
        _note(letter, State.REFUSED, str(error))
        if error.is_address:
            _bounced(letter.subscriber.email, at or now())
        return False
    except Unsure as error:
        _note(letter, State.UNSURE, str(error))
        return False
    _note(letter, State.SENT, sent_at=at or now())
    return True


def newsletter_letter_fate(fate: Fate) -> None:
    """A bounce or a complaint about a letter of ours, or about any letter to a subscriber's address."""
    if fate.what == "bounced":
        _bounced(fate.address, fate.at)
    elif fate.what == "complained":
        rows = Subscriber.objects.filter(email=fate.address, unsubscribed_at=None)
        rows.update(unsubscribed_at=fate.at)


def newsletter_sweep(*, at: datetime | None = None) -> int:
    """Forget addresses that never confirmed; how many."""
    old = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=(at or now()) - FORGOTTEN)
    return old.delete()[0]


def _written(letter: NewsletterLetter) -> Writing:
    token = unseal(letter.subscriber.token_sealed, purpose=SEALED_FOR)
    address = f"{settings.SITE_URL}/newsletter/{token}/"
    leave = f"{address}leave/"
    headers = {REFERENCE_HEADER: letter.public_id}
    if letter.kind == Kind.WELCOME:
        headers |= one_click_headers(leave)
    return letter_write(
        to=letter.subscriber.email,
        template=f"editorial/letters/{letter.kind}",
        context={"confirm": address, "leave": leave, "posts": f"{settings.SITE_URL}/posts/"},
        headers=headers,
        language=letter.subscriber.language,
    )


def _note(letter: NewsletterLetter, state: str, detail: str = "", **facts: Any) -> None:
    NewsletterLetter.objects.filter(pk=letter.pk).update(state=state, detail=detail[:500], **facts)


def _bounced(address: str, at: datetime) -> None:
    Subscriber.objects.filter(email=address, bounced_at=None).update(
        bounced_at=at, unsubscribed_at=at
    )
