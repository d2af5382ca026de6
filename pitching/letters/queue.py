"""Queueing letters: rows in few statements, and one job that goes on until all are written."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Conflict, Invalid, NotFound
from mail.services import letter_post, letters_are_sent
from pitching.letters.tasks import pitch_letters_post
from pitching.letters.words import Words
from pitching.models import Pitch, PitchFollowUp, PitchLetter, PitchLink
from pitching.models.letter import MESSAGE_LENGTH
from pitching.services.change import locked
from pitching.services.links import preview_open
from pitching.services.send import links_to_send, pitch_sent

AT_ONCE = 1000
BETWEEN = timedelta(hours=20)
"""Nobody gets a second letter about a pitch sooner than this after the one before."""

State = PitchLetter.State


class NoMailServer(Conflict):
    """There is nobody to hand letters to."""

    def __init__(self) -> None:
        super().__init__(
            "This site has no mail server (EMAIL_URL): copy the links, and send them yourself."
        )


def pitch_letters_queue(pitch: Pitch) -> None:
    """Let the first letter go to whoever has had none. Called while the pitch is sent, under its lock."""
    if not letters_are_sent():
        return
    links = links_to_send(pitch, at=now()).order_by("pk").values_list("pk", flat=True)
    queued(pitch, links.iterator(AT_ONCE), number=0)
    if PitchLetter.objects.filter(pitch=pitch, state__in=(State.WAITING, State.CLAIMED)).exists():
        pitch_letters_post.enqueue(pitch.pk)
    else:
        # Their letters were written before, and perhaps came: they are not written again by sending again.
        pitch_sent(pitch_id=pitch.pk)


def queued(pitch: Pitch, links: Iterable[int], *, number: int) -> int:
    """Rows for letters through links, by their keys; one that is there stays as it is. How many links there were."""
    rows = [PitchLetter(link_id=pk, pitch=pitch, number=number) for pk in links]
    PitchLetter.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return len(rows)


def links_to_follow_up(pitch: Pitch, *, at: datetime) -> "QuerySet[PitchLink]":
    """Links whose letter went, of people who have played nothing and may be written to again."""
    rows: QuerySet[PitchLink] = PitchLink.objects.working(at=at).filter(
        Q(followed_up_at=None) | Q(followed_up_at__lt=at - BETWEEN),
        pitch=pitch,
        state=PitchLink.State.SENT,
        sent_at__lt=at - BETWEEN,
        first_played_at=None,
        contact__deleted_at=None,
        contact__unsubscribed_at=None,
        contact__bounced_at=None,
        contact__complained_at=None,
    ).exclude(contact=None).exclude(contact__email="")  # fmt: skip
    return rows.order_by("pk")


def letters_in_doubt(pitch: Pitch, *, most: int = 50) -> list[PitchLetter]:
    """Letters that did not go, or perhaps not, the newest first, with whom they are for."""
    states = (State.UNSURE, State.REFUSED, State.SKIPPED)
    rows = PitchLetter.objects.filter(pitch=pitch, state__in=states).select_related("link__contact")
    return list(rows.order_by("-pk")[:most])


@transaction.atomic
def pitch_follow_up(
    *, user: User, viewer: Viewer, public_id: str, message: str = "", at: datetime
) -> int:
    """Write again to those who have not played, in words of its own; how many letters there will be.

    Raises NotFound, Forbidden; Invalid for too long a message; Conflict when there is nobody, or no mail server.
    """
    message = message.replace("\r\n", "\n").strip()
    if len(message) > MESSAGE_LENGTH:
        raise Invalid(f"At most {MESSAGE_LENGTH} characters.", field="message")
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    if not letters_are_sent():
        raise NoMailServer
    links = list(links_to_follow_up(pitch, at=at).values_list("pk", flat=True))
    if not links:
        raise Conflict(
            "Everybody who may be written to has played it, or had a letter within a day."
        )
    number = PitchFollowUp.objects.filter(pitch=pitch).count() + 1
    PitchFollowUp.objects.create(pitch=pitch, number=number, message=message, created_by=user)
    # Noted at once, so that asking twice writes once.
    for start in range(0, len(links), AT_ONCE):
        some = links[start : start + AT_ONCE]
        PitchLink.objects.filter(pk__in=some).update(followed_up_at=at)
    queued(pitch, links, number=number)
    pitch_letters_post.enqueue(pitch.pk)
    return len(links)


@transaction.atomic
def pitch_letter_again(
    *, user: User, viewer: Viewer, public_id: str, link_id: str, at: datetime
) -> None:
    """Write a letter again that perhaps came, or that the mail server refused: a person has decided that it may come
    twice. Raises NotFound, Forbidden; Conflict for a letter that went, or that may not go.
    """
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    link = PitchLink.objects.working(at=at).filter(pitch=pitch, public_id=link_id).first()
    if link is None:
        raise NotFound
    if not letters_are_sent():
        raise NoMailServer
    last = PitchLetter.objects.filter(link=link).order_by("-number").first()
    again = PitchLetter.objects.filter(
        pk=last.pk if last else 0, state__in=(State.UNSURE, State.REFUSED, State.SKIPPED)
    )
    if not again.update(state=State.WAITING, detail="", claimed_at=None, queued_at=at):
        raise Conflict("That letter went, or is on its way.")
    pitch_letters_post.enqueue(pitch.pk)


@transaction.atomic
def pitch_letter_test(*, user: User, viewer: Viewer, public_id: str, at: datetime) -> str:
    """The letter as recipients get it, to whoever asks; their address. Its link is a preview, good for an hour.

    Raises NotFound, Forbidden; Conflict without a mail server.
    """
    link = preview_open(user=user, viewer=viewer, public_id=public_id, at=at)
    if not letters_are_sent():
        raise NoMailServer
    link.pitch = pitch_for_letters(link.pitch_id)
    letter_post(Words(link.pitch).letter(link, to=user.email), kind="pitching/letters/test")
    return user.email


def pitch_for_letters(pk: int) -> Pitch:
    """A pitch with what its letters say of it."""
    found: Pitch = Pitch.objects.select_related("workspace", "created_by__profile").get(pk=pk)
    return found
