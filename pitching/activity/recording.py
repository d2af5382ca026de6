"""Recording what a recipient does: once, within bounds, with its sums and its event for the lake in one transaction.

    activity_record(link=link, kind="played", client_id=…, at=now(), track=track, heard=[[72000, 100000]], device=…)

A browser tells a play at its start and then again, under the same `client_id`, with all that was heard so far; whatever
else is told twice is one thing. Nothing of a preview is kept.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from catalog.models import Track
from common.errors import Conflict
from insights.services import event_record
from pitching.activity.firsts import first_done, words_written
from pitching.activity.heat import length_of, segments_kept
from pitching.activity.sums import Was, sums_add
from pitching.models import PitchActivity, PitchLink

GRACE = timedelta(seconds=5)
"""What a first report may claim to have heard before it arrived: the way it took."""
LONGEST = timedelta(hours=12)
"""A play that was begun longer ago than this is over, whatever is told."""

Kind = PitchActivity.Kind


@dataclass(frozen=True, slots=True)
class From:
    """What a recipient came with: `device` is an id that their browser made (16 hex digits), `country` two letters."""

    device: str = ""
    kind: str = PitchActivity.DeviceKind.OTHER
    country: str = ""


NOWHERE = From()


@transaction.atomic
def activity_record(
    *,
    link: PitchLink,
    kind: str,
    client_id: str,
    at: datetime,
    track: Track | None = None,
    heard: Iterable[Sequence[object]] = (),
    by: From = NOWHERE,
    data: dict[str, object] | None = None,
) -> PitchActivity | None:
    """Keep one thing that was done through a link; None for a preview. Safe to repeat.

    A later report of a play is kept when it is longer. No play is longer than the time since the server first heard of
    it. Raises Conflict where the id stands for something else.
    """
    if link.is_preview:
        return None
    known = PitchActivity.objects.filter(link=link, client_id=client_id).first()
    if known is None:
        made, is_new = _get_or_make(link, kind, client_id, at, track, heard, by, data or {})
        if is_new:
            _follow(link, made, track)
            first_done(link=link, kind=kind, at=at)
            words_written(link=link, kind=kind, at=at)
            return made
        known = made
    if known.kind != kind or known.track_id != (track.pk if track else None):
        raise Conflict("That id belongs to something else.", field="id")
    if kind == Kind.PLAYED and track is not None:
        return _longer(link, known, track, heard, at)
    return known


def _get_or_make(
    link: PitchLink,
    kind: str,
    client_id: str,
    at: datetime,
    track: Track | None,
    heard: Iterable[Sequence[object]],
    by: From,
    data: dict[str, object],
) -> tuple[PitchActivity, bool]:
    kept = _bounded(heard, track, GRACE) if kind == Kind.PLAYED else []
    activity = PitchActivity(
        link=link, pitch_id=link.pitch_id, kind=kind, client_id=client_id, at=at, track=track,
        heard=kept, seconds=length_of(kept), data=data,
        device=by.device[:16], device_kind=by.kind, country=by.country[:2],
    )  # fmt: skip
    try:
        with transaction.atomic():
            activity.save(force_insert=True)
    except IntegrityError:  # another report of it came at the same time
        return PitchActivity.objects.get(link=link, client_id=client_id), False
    return activity, True


def _bounded(heard: Any, track: Track | None, most: timedelta) -> list[list[int]]:
    length = track.duration_ms if track else 0
    return segments_kept(heard, duration_ms=length, most_ms=most.total_seconds() * 1000)


def _longer(
    link: PitchLink, known: PitchActivity, track: Track, heard: Any, at: datetime
) -> PitchActivity:
    """The play as it is told now, if that is longer. Reports may overtake each other."""
    known = PitchActivity.objects.select_for_update().get(pk=known.pk)
    kept = _bounded(heard, track, min(at - known.at, LONGEST) + GRACE)
    seconds = length_of(kept)
    if seconds > known.seconds:
        was = Was(known.seconds, known.heard)
        known.heard, known.seconds = kept, seconds
        known.save(update_fields=["heard", "seconds"])
        _follow(link, known, track, was)
    return known


def _follow(
    link: PitchLink, activity: PitchActivity, track: Track | None, was: Was | None = None
) -> None:
    """Sums, and the event for the lake, with the row or not at all.

    A play that grows is told again under its id (`activity`): the longest is what counts.
    """
    duration = track.duration_ms if track else 0
    sums_add(link=link, activity=activity, duration_ms=duration, was=was)
    # An activity's id is its browser's own word: another's with the same is another event.
    told = f"{link.public_id}/{activity.client_id}".encode()
    event_record(
        id=hashlib.blake2b(told, digest_size=16).hexdigest(),
        name=f"pitch.{activity.kind}",
        person=link.contact.public_id if link.contact else "",
        country=activity.country,
        data={
            "activity": activity.client_id,
            "pitch": link.pitch.public_id,
            "link": link.public_id,
            "track": track.public_id if track else None,
            "seconds": round(activity.seconds, 3),
            "heard": activity.heard,
            "device_kind": activity.device_kind,
        },
        at=activity.at,
    )
