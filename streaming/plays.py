"""Plays: somebody listened, told by their player, bounded here.

A play is known by an id that the player makes, so that telling it twice counts once. How long it was heard can never
be more than the time that passed since the server first heard of it, nor more than the track is long. It counts once,
after half the track or four minutes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.viewer import Viewer
from catalog.models import Album, Track
from common.errors import Conflict, NotFound
from common.ids import PUBLIC_ID
from common.registry import Registry
from insights.services import event_record
from streaming.models import Play

ENOUGH = 240.0
"""Seconds of listening that count whatever the track's length."""

GRACE = timedelta(seconds=5)
"""What a first report may claim to have heard before it arrived: the way it took."""

own_plays: Registry[Callable[[int], None]] = Registry("listener to plays")
"""Called with a person's key, in the transaction that changes which plays of theirs count."""


def own_plays_changed(user_id: int | None) -> None:
    """Tell the rooms above."""
    if user_id is not None:
        for tell in own_plays:
            tell(user_id)


@dataclass(frozen=True, slots=True)
class Told:
    """What the server holds of a play after a report. `is_new`: this was the first report of it."""

    play: Play
    is_new: bool


def seconds_to_count(duration_ms: int) -> float:
    """How long a track must be heard to count: half of it, or four minutes where that is less or unknown."""
    return min(duration_ms / 2000, ENOUGH) if duration_ms else ENOUGH


@transaction.atomic
def play_record(
    *,
    viewer: Viewer,
    client_id: str,
    track_id: str,
    seconds: float,
    source: str = "",
    country: str = "",
    at: datetime,
) -> Told:
    """Keep a report of a play; later reports of the same id raise its seconds. Safe to repeat.

    Raises NotFound for a track that the viewer does not reach, and Conflict where the id is another track's or
    another person's.
    """
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    track = Track.objects.filter(public_id=track_id).reachable_by(viewer).first()
    if track is None:
        raise NotFound
    play, is_new = _get_or_make(viewer, client_id, track, source, country, at)
    if play.track_id != track.pk or play.user_id not in {None, viewer.user_id}:
        raise Conflict("That id belongs to another play.", field="id")
    heard = _bounded(seconds, since=play.started_at, duration_ms=track.duration_ms, at=at)
    # Reports may overtake each other: only a longer one counts.
    longer = Play.objects.filter(pk=play.pk, seconds__lt=heard).update(seconds=heard)
    if longer:
        play.seconds = heard
    enough = play.seconds >= seconds_to_count(track.duration_ms)
    counted = play.counted_at is None and enough and play_count_once(play=play, track=track, at=at)
    if longer and not counted:
        _tell(play, track, "play.heard")
    return Told(play, is_new)


def play_count_once(*, play: Play, track: Track, at: datetime) -> bool:
    """Count a play if nobody did; whether it was us. Mark, roll-ups and event go together: the caller's transaction."""
    if not Play.objects.filter(pk=play.pk, counted_at=None).update(counted_at=at):
        return False
    play.counted_at = at
    Track.objects.filter(pk=track.pk).update(play_count=F("play_count") + 1)
    Album.objects.filter(pk=track.album_id).update(play_count=F("play_count") + 1)
    _tell(play, track, "play.counted")
    own_plays_changed(play.user_id)
    return True


def _tell(play: Play, track: Track, name: str) -> None:
    """The event for the lake: one of a play, told again as it grows."""
    event_record(
        id=play.client_id,
        name=name,
        at=play.started_at,
        person=play.user.public_id if play.user else "",
        country=play.country,
        data={
            "track": track.public_id,
            "seconds": round(play.seconds, 3),
            "duration_ms": track.duration_ms,
            "counted": play.counted_at is not None,
            "source": play.source,
        },
    )


@transaction.atomic
def plays_recount() -> int:
    """Compute the roll-ups of tracks and albums again from the plays; how many were wrong."""
    plays = Play.objects.filter(counted_at__isnull=False).order_by()
    wrong = 0
    for model, owner in ((Track, "track"), (Album, "track__album")):
        counts = (
            plays.filter(**{owner: OuterRef("pk")})
            .values(owner)
            .annotate(count=Count("pk"))
            .values("count")
        )
        rows = model.objects.annotate(counted=Coalesce(Subquery(counts), 0))
        for pk, counted in rows.exclude(play_count=F("counted")).values_list("pk", "counted"):
            wrong += model.objects.filter(pk=pk).update(play_count=counted)
    return wrong


def _get_or_make(
    viewer: Viewer, client_id: str, track: Track, source: str, country: str, at: datetime
) -> tuple[Play, bool]:
    known = Play.objects.select_related("user").filter(client_id=client_id).first()
    if known:
        return known, False
    try:
        with transaction.atomic():
            return (
                Play.objects.create(
                    client_id=client_id,
                    track=track,
                    user_id=viewer.user_id,
                    source=source,
                    country=country,
                    started_at=at,
                ),
                True,
            )
    except IntegrityError:  # another report of it came at the same time
        return Play.objects.select_related("user").get(client_id=client_id), False


def _bounded(seconds: float, *, since: datetime, duration_ms: int, at: datetime) -> float:
    most = max(timedelta(), at - since) + GRACE
    bounds = [seconds, most.total_seconds()]
    if duration_ms:
        bounds.append(duration_ms / 1000)
    return max(0.0, min(bounds))
