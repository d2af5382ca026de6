"""How many letters a workspace writes in a day (PITCH_LETTERS_PER_DAY): one sender shall not spoil a whole site's name
with mail servers. What is too much for today waits, and goes on with the first sweep of the next day.

A day is the site's (TZ). Letters are counted as they are claimed, so that two workers never write one too many.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.timezone import localdate

from pitching.models import LetterDay, Pitch, PitchLetter

KEPT = timedelta(days=7)


def letter_counted(*, workspace_id: int, at: datetime) -> bool:
    """Count one letter more; False when the workspace has written all of its day. In the caller's transaction."""
    most = settings.PITCH_LETTERS_PER_DAY
    if not most:
        return True
    today = _day(workspace_id, at)
    if today.filter(letters__lt=most).update(letters=F("letters") + 1):
        return True
    if today.exists():
        return False
    LetterDay.objects.bulk_create(
        [LetterDay(workspace_id=workspace_id, day=localdate(at))], ignore_conflicts=True
    )
    return bool(today.filter(letters__lt=most).update(letters=F("letters") + 1))


def letter_uncounted(*, workspace_id: int, at: datetime) -> None:
    """The mail server did not take it after all."""
    _day(workspace_id, at).filter(letters__gt=0).update(letters=F("letters") - 1)


def day_is_full(*, workspace_id: int, at: datetime) -> bool:
    most = settings.PITCH_LETTERS_PER_DAY
    return bool(most) and _day(workspace_id, at).filter(letters__gte=most).exists()


def letters_kept_back(pitch: Pitch, *, at: datetime) -> int:
    """How many letters of a pitch wait for tomorrow: 0 while some go today."""
    if not day_is_full(workspace_id=pitch.workspace_id, at=at):
        return 0
    return PitchLetter.objects.filter(pitch=pitch, state=PitchLetter.State.WAITING).count()


def days_sweep(*, at: datetime) -> int:
    """Forget the counts of days that are long over; how many."""
    return LetterDay.objects.filter(day__lt=localdate(at - KEPT)).delete()[0]


def _day(workspace_id: int, at: datetime) -> "QuerySet[LetterDay]":
    return LetterDay.objects.filter(workspace_id=workspace_id, day=localdate(at))
