"""Sending: from then on the links open what the pitch shows. It freezes nothing; the letters are others' work.

Sending again sends to whoever has been added since: each link's letter is written once (`PitchLink.state`).
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Conflict, Invalid
from common.versions import ANYTHING, Seen
from mail.services import letters_are_sent
from pitching.models import Pitch, PitchLink
from pitching.opened import pitch_sent_to
from pitching.services.change import links_open, locked, touched

logger = logging.getLogger(__name__)

LATEST = timedelta(days=366)
"""How far ahead a pitch is scheduled."""


@transaction.atomic
def pitch_send(
    *, user: User, viewer: Viewer, public_id: str, at: datetime, seen: Seen = ANYTHING
) -> Pitch:
    """Open the pitch's links, and let letters go to those recipients that had none.

    Without a mail server nothing is written to anybody: the links are there to be copied. Raises NotFound, Forbidden,
    Changed; Conflict for a template, and for a pitch without tracks or without links.
    """
    pitch = locked(user=user, viewer=viewer, public_id=public_id, seen=seen)
    _check_sendable(pitch)
    _send(pitch, at)
    return pitch


@transaction.atomic
def pitch_schedule(
    *,
    user: User,
    viewer: Viewer,
    public_id: str,
    scheduled_for: datetime,
    at: datetime,
    seen: Seen = ANYTHING,
) -> Pitch:
    """Send it at a time to come. Raises as `pitch_send`; Invalid for a time that is past, or too far ahead."""
    if not at < scheduled_for <= at + LATEST:
        raise Invalid("Choose a time within the next year.", field="at")
    pitch = locked(user=user, viewer=viewer, public_id=public_id, seen=seen)
    _check_sendable(pitch)
    if pitch.sent_at is not None:
        raise Conflict("It was sent already: send it to those who are new.")
    pitch.state, pitch.scheduled_for = Pitch.State.SCHEDULED, scheduled_for
    touched(pitch, "state", "scheduled_for")
    return pitch


@transaction.atomic
def pitch_unschedule(*, user: User, viewer: Viewer, public_id: str) -> Pitch:
    """Make a scheduled pitch a draft again; another stays as it is. Raises NotFound, Forbidden."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    if pitch.state == Pitch.State.SCHEDULED:
        pitch.state, pitch.scheduled_for = Pitch.State.DRAFT, None
        touched(pitch, "state", "scheduled_for")
    return pitch


def pitches_send_due(*, at: datetime) -> int:
    """Send what was scheduled for now or before, each in its own transaction; how many.

    What fails with one does not keep the others waiting: it is tried again with the next run.
    """
    due = Pitch.objects.due(at=at).order_by("scheduled_for", "pk")
    sent = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            sent += _send_due(pk, at)
        except Exception:
            logger.exception("The scheduled pitch %s could not be sent", pk)
    return sent


@transaction.atomic
def _send_due(pk: int, at: datetime) -> bool:
    """One that has become unsendable meanwhile (its tracks are gone) is a draft again, for its sender to see."""
    pitch = Pitch.objects.select_for_update().due(at=at).filter(pk=pk).first()
    if pitch is None:
        return False
    try:
        _check_sendable(pitch)
    except Conflict:
        pitch.state, pitch.scheduled_for = Pitch.State.DRAFT, None
        touched(pitch, "state", "scheduled_for")
        return False
    _send(pitch, at)
    return True


def _check_sendable(pitch: Pitch) -> None:
    if pitch.is_template:
        raise Conflict("A template is not sent: make a pitch of it.")
    if pitch.revoked_at is not None:
        raise Conflict("It was revoked: open it again first.")
    if not pitch.tracks.filter(track__isnull=False).exists():
        raise Conflict("There is no track in it yet.", field="tracks")
    if not PitchLink.objects.of_recipients().filter(pitch=pitch, revoked_at=None).exists():
        raise Conflict("Nobody would get it: add a recipient or a general link.", field="links")


def _send(pitch: Pitch, at: datetime) -> None:
    pitch.sent_at = pitch.sent_at or at
    pitch.scheduled_for = None
    links_open(pitch)
    _unmailable(pitch).update(state=PitchLink.State.UNADDRESSED)
    is_written = letters_are_sent() and links_to_send(pitch, at=at).exists()
    pitch.state = Pitch.State.SENDING if is_written else Pitch.State.SENT
    touched(pitch, "state", "sent_at", "scheduled_for")
    for follow in pitch_sent_to:
        follow(pitch)


def _unmailable(pitch: Pitch) -> "QuerySet[PitchLink]":
    """Links that wait for a letter which may not be written."""
    contact = (
        Q(contact__email="") | Q(contact__unsubscribed_at__isnull=False)
        | Q(contact__bounced_at__isnull=False) | Q(contact__complained_at__isnull=False)
        | Q(contact__deleted_at__isnull=False)
    )  # fmt: skip
    return PitchLink.objects.filter(contact, pitch=pitch, state=PitchLink.State.WAITING)


def links_to_send(pitch: Pitch, *, at: datetime) -> "QuerySet[PitchLink]":
    """Links of a sent pitch whose letter was not written yet and may be, with their contacts, in the order of keys."""
    rows: QuerySet[PitchLink] = PitchLink.objects.working(at=at).of_recipients().filter(
        pitch=pitch,
        state=PitchLink.State.WAITING,
        contact__isnull=False,
        contact__deleted_at__isnull=True,
        contact__unsubscribed_at__isnull=True,
        contact__bounced_at__isnull=True,
        contact__complained_at__isnull=True,
    ).exclude(contact__email="")  # fmt: skip
    return rows.select_related("contact").order_by("pk")


def pitch_sent(*, pitch_id: int) -> bool:
    """Say that all letters of a pitch, by its key, have been written; False when it was not being sent."""
    sending = Pitch.objects.filter(pk=pitch_id, state=Pitch.State.SENDING)
    return bool(sending.update(state=Pitch.State.SENT))
