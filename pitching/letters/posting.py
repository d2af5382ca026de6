"""Handing a pitch's letters to the mail server, each at most once.

A letter's row goes from `waiting` to `claimed` in a transaction of its own before the server sees it, and to `sent`,
`refused` or back to `waiting` by what the server says. A worker that dies in between leaves `claimed`: nobody knows
whether the server had it, so nobody sends it again; after a while it is `unsure`, and a person decides. At most once
is the choice here: a music supervisor who gets a pitch twice is one who unsubscribes.
"""

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import now

from common.sealing import Unreadable
from mail.post import NotTaken, PostOffice, Refused, Unsure, Writing
from pitching.letters.days import day_is_full, letter_counted, letter_uncounted
from pitching.letters.words import Words
from pitching.models import Pitch, PitchLetter, PitchLink
from pitching.services.send import pitch_sent
from pitching.services.stops import letters_stop

AT_ONCE = 50
"""Letters read at once."""
HANDING_OVER = timedelta(minutes=10)
"""A letter that is being handed over for longer was left there by a worker that died."""

State = PitchLetter.State


class DayFull(Exception):
    """The workspace has written as many letters as it may today: the letter waits for tomorrow."""


def letters_post(pitch: Pitch, *, seconds: float) -> bool:
    """Send what waits, for about `seconds`; whether to go on at once. Raises NotTaken when the server is away.

    What the workspace may not write any more today waits for the sweep of tomorrow.
    """
    until = time.monotonic() + seconds
    words = Words(pitch)
    waiting = PitchLetter.objects.filter(pitch=pitch, state=State.WAITING)
    rows = waiting.order_by("pk")
    if not waiting.exists() or day_is_full(workspace_id=pitch.workspace_id, at=now()):
        return False
    with PostOffice() as office:
        while batch := list(rows[:AT_ONCE]):
            for letter in batch:
                letter.link = _link_now(letter)
                try:
                    letter_post(office, words, letter)
                except DayFull:
                    return False
                if time.monotonic() >= until:
                    return True
    return False


def _link_now(letter: PitchLetter) -> PitchLink:
    """The link as it is at this moment: whoever takes it back while others are sent means this one, too."""
    found: PitchLink = PitchLink.objects.select_related("contact", "pitch").get(pk=letter.link_id)
    return found


def letter_post(office: PostOffice, words: Words, letter: PitchLetter) -> None:
    """Send one letter, unless something speaks against it or somebody else does. Raises NotTaken, DayFull."""
    contact = letter.link.contact
    if why := why_not(letter.link):
        _end(letter, State.SKIPPED, why, since=State.WAITING)
        return
    assert contact is not None
    try:
        writing = words.letter(
            letter.link, to=contact.email, number=letter.number, reference=letter.public_id
        )
    except Unreadable:
        _end(
            letter,
            State.REFUSED,
            "Its link was made under another SECRET_KEY.",
            since=State.WAITING,
        )
        return
    if _claimed(letter):
        _hand_over(office, letter, writing)


def _hand_over(office: PostOffice, letter: PitchLetter, writing: Writing) -> None:
    try:
        office.send(writing)
    except NotTaken:
        # The server said that it has nothing: the letter is as free as before.
        PitchLetter.objects.filter(pk=letter.pk, state=State.CLAIMED).update(state=State.WAITING)
        letter_uncounted(workspace_id=letter.link.pitch.workspace_id, at=now())
        raise
    except Refused as error:
        with transaction.atomic():
            _end(letter, State.REFUSED, str(error))
            if error.is_address:
                address_failed(letter.link, writing.to, at=now())
    except Unsure as error:
        _end(letter, State.UNSURE, str(error))
    else:
        with transaction.atomic():
            _end(letter, State.SENT, "")
            _went(letter, at=now())


def why_not(link: PitchLink) -> str:
    """Why no letter goes through a link, in words; "" when one may."""
    contact = link.contact
    if contact is None or contact.deleted_at:
        return "The contact is gone."
    if contact.unsubscribed_at:
        return "They unsubscribed."
    if contact.complained_at:
        return "They called a letter spam."
    if contact.bounced_at:
        return "Letters to their address come back."
    if not contact.email:
        return "They have no address."
    if link.is_revoked or link.grant_id is None or link.pitch.deleted_at:
        return "The link was revoked."
    if link.open_until and link.open_until <= now():
        return "The link has ended."
    return ""


@transaction.atomic
def _claimed(letter: PitchLetter) -> bool:
    """Make the letter ours and one of today's, committed before the mail server hears of it; whether it was still free.

    Raises DayFull.
    """
    free = PitchLetter.objects.filter(pk=letter.pk, state=State.WAITING)
    if not free.update(state=State.CLAIMED, claimed_at=now()):
        return False
    if not letter_counted(workspace_id=letter.link.pitch.workspace_id, at=now()):
        raise DayFull
    return True


def _end(letter: PitchLetter, state: str, detail: str, *, since: str = State.CLAIMED) -> None:
    # A claim that was given up as unsure meanwhile: we know better.
    rows = PitchLetter.objects.filter(pk=letter.pk, state__in=(since, State.UNSURE))
    sent_at = now() if state == State.SENT else None
    rows.update(state=state, detail=detail[:500], sent_at=sent_at)


def _went(letter: PitchLetter, *, at: datetime) -> None:
    """Note it at the link, unless a bounce was faster."""
    PitchLink.objects.filter(
        pk=letter.link_id, state__in=(PitchLink.State.WAITING, PitchLink.State.SENT)
    ).update(
        state=PitchLink.State.SENT,
        **({"followed_up_at": at} if letter.number else {"sent_at": at}),
    )


def address_failed(link: PitchLink, address: str, *, at: datetime) -> None:
    """Letters to this address come back: mark the link, and the address for whoever has it now."""
    PitchLink.objects.filter(pk=link.pk).update(state=PitchLink.State.BOUNCED)
    letters_stop(workspace_id=link.pitch.workspace_id, email=address, why="bounced_at", at=at)


def pitch_finish(pitch: Pitch) -> bool:
    """Say that the pitch was sent when no first letter is left to write."""
    left = PitchLetter.objects.filter(
        pitch=pitch, number=0, state__in=(State.WAITING, State.CLAIMED)
    )
    return not left.exists() and pitch_sent(pitch_id=pitch.pk)


def letters_sweep(*, at: datetime) -> list[int]:
    """Give up claims of workers that died; the keys of pitches that have something to do."""
    dead = PitchLetter.objects.filter(state=State.CLAIMED, claimed_at__lt=at - HANDING_OVER)
    dead.update(
        state=State.UNSURE, detail="The worker died while the mail server may have had the letter."
    )
    waiting = PitchLetter.objects.filter(state=State.WAITING, queued_at__lt=at - HANDING_OVER)
    sending = Pitch.objects.filter(state=Pitch.State.SENDING)
    found = set(waiting.values_list("pitch_id", flat=True).distinct())
    return sorted(found | set(sending.values_list("pk", flat=True)))
