"""Plays that a listener brings along from another service.

Each has an id made of who, where from, what and when, so that the same file, or a newer one that holds it again, adds
nothing twice. The ids are none that a player can tell (`streaming.api.plays`), so nobody takes another's.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched

from django.db import transaction

from accounts.models import User
from streaming.models import Play
from streaming.plays import own_plays_changed

BATCH = 500
"""Plays in one transaction: below SQLite's and MySQL's limits on the parameters of a statement."""
SAME = timedelta(minutes=2)
"""Two services that tell of the same track within this time tell of the same listening: players report to several, and
some know the minute alone."""


@dataclass(frozen=True, slots=True)
class PastPlay:
    """A play elsewhere. `slot` tells it from others of its track in the words of its service (a second, a minute)."""

    track_id: int
    track_public_id: str
    started_at: datetime
    seconds: float
    slot: int


def past_play_id(user: User, service: str, play: PastPlay) -> str:
    """31 hex digits after an `i`: no player's id, which has 32."""
    told = f"{service}\n{user.public_id}\n{play.slot}\n{play.track_public_id}"
    return "i" + hashlib.sha256(told.encode()).hexdigest()[:31]


def past_plays_take(
    *, user: User, service: str, plays: Sequence[PastPlay], dry_run: bool = False
) -> Iterator[tuple[int, int]]:
    """Take plays in, or only look; gives for each batch, once it is committed, how many it held and how many were new.

    Safe to repeat, to break off, and to run beside another: the person's row is locked for the length of a batch.
    """
    in_time = sorted(plays, key=lambda play: play.started_at)
    for some in batched(in_time, BATCH):
        with transaction.atomic():
            # Two imports at once wait for each other here: the second sees what the first has added.
            User.objects.select_for_update().get(pk=user.pk)
            new = _new_ones(user, service, some)
            if new and not dry_run:
                Play.objects.bulk_create(new)
                own_plays_changed(user.pk)
        yield len(some), len(new)


def _new_ones(user: User, service: str, plays: Sequence[PastPlay]) -> list[Play]:
    ids = [past_play_id(user, service, play) for play in plays]
    known = set(Play.objects.filter(client_id__in=ids).values_list("client_id", flat=True))
    told = _told_otherwise(user, service, plays)
    new = []
    for client_id, play in zip(ids, plays, strict=True):
        if client_id in known:
            continue
        known.add(client_id)
        if any(abs(at - play.started_at) < SAME for at in told.get(play.track_id, ())):
            continue
        new.append(
            Play(
                client_id=client_id,
                track_id=play.track_id,
                user=user,
                started_at=play.started_at,
                seconds=play.seconds,
                imported_from=service,
            )
        )
    return new


def _told_otherwise(
    user: User, service: str, plays: Sequence[PastPlay]
) -> dict[int, list[datetime]]:
    """When the user heard these tracks about these times, as other services, or we, know it."""
    first, last = plays[0].started_at - SAME, plays[-1].started_at + SAME
    rows = Play.objects.filter(user=user, started_at__range=(first, last))
    found: dict[int, list[datetime]] = {}
    for track_id, at in rows.exclude(imported_from=service).values_list("track_id", "started_at"):
        found.setdefault(track_id, []).append(at)
    return found
