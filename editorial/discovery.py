"""The discovery shelf: tracks drawn from the whole catalogue anew every three hours.

A draw is of a *period* (00:00, 03:00 … UTC) and a scope (what everyone sees listed, or what members do), and follows
from these and the catalogue alone, so that all processes agree. Candidates come from places spread evenly over the
random order of the catalogue (`shuffle_key`, an index), begun at a place that the period gives. Each gets the key
ln(u) / w, u drawn by the period and the track's own random number, and the largest keys win: weighted sampling without
replacement (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", Information Processing Letters 97,
2006). The weight w = 1 + ln(1 + plays) lets what is liked come up more often and what nobody knows come up too. Of
these, genre by genre in turn, those are taken whose artists are not there yet; tracks of the draw before are left out
as long as others fill the shelf.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log
from random import Random
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet, Subquery
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.models import Credit, Genre, Track
from catalog.querysets import in_open_lists
from common import pagecache
from common.random import SHUFFLE_RANGE
from editorial.charts import Scope, scope_of
from editorial.models import Draw, DrawnTrack

EVERY = timedelta(hours=3)
SHOWN = 14
"""Tracks of the shelf on the widest screen."""
DRAWN = 28
"""Tracks of a draw: some may be hidden before its period ends."""
PLACES, AT_A_PLACE = 64, 8
"""How many places of the random order candidates come from, and how many from each."""
KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A track that may be drawn."""

    track: int
    key: float
    artists: frozenset[int]
    genre: int = 0


@dataclass(slots=True)
class _Taken:
    """What a draw has so far."""

    tracks: list[int] = field(default_factory=list)
    artists: set[int] = field(default_factory=set)
    genres: dict[int, int] = field(default_factory=dict)

    def fill(self, candidates: Iterable[Candidate], size: int) -> None:
        """Take the best of the genre that has least, until the draw is of this size or nothing fits."""
        left = [one for one in candidates if one.track not in self.tracks]
        while len(self.tracks) < size:
            left = [one for one in left if not one.artists & self.artists]
            if not left:
                return
            best = min(left, key=lambda one: (self.genres.get(one.genre, 0), -one.key, one.track))
            self.tracks.append(best.track)
            self.artists |= best.artists
            self.genres[best.genre] = self.genres.get(best.genre, 0) + 1
            left.remove(best)


def period_of(at: datetime) -> datetime:
    """When the period that holds this moment began."""
    seconds = EVERY.total_seconds()
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, UTC)


def discovered(viewer: Viewer) -> "QuerySet[DrawnTrack]":
    """The tracks of the newest draw that the viewer sees listed, in its order."""
    newest = Draw.objects.filter(scope=scope_of(viewer)).order_by("-period").values("pk")[:1]
    listed = Track.objects.listed_for(viewer).order_by().values("pk")
    # As a value: MySQL takes no LIMIT in a subquery of IN.
    return DrawnTrack.objects.filter(draw=Subquery(newest), track__in=listed).order_by("position")


def draws_make(*, at: datetime | None = None) -> list[Draw]:
    """Draw what the period of this moment has no draw of yet; the draws that were made.

    Safe to repeat and to run twice at once. A draw that came out short, because the catalogue was still filling, is
    drawn again once there is more. Where nothing can be drawn, the draw before stays.
    """
    period = period_of(at or now())
    made = [draw for scope in Scope if (draw := _make(scope, period))]
    Draw.objects.filter(period__lt=period - KEPT).delete()
    return made


def _make(scope: int, period: datetime) -> Draw | None:
    draws = Draw.objects.filter(scope=scope)
    there = DrawnTrack.objects.filter(draw__scope=scope, draw__period=period)
    before = set(there.values_list("track_id", flat=True))
    if len(before) >= SHOWN:
        return None
    last = draws.filter(period__lt=period).order_by("-period").first()
    seen = set(last.tracks.values_list("track_id", flat=True)) if last else set()
    tracks = drawn(scope, period, seen=seen)
    if len(tracks) <= len(before):
        return None
    try:
        with transaction.atomic():
            draws.filter(period=period).delete()
            draw = Draw.objects.create(scope=scope, period=period)
            DrawnTrack.objects.bulk_create(
                DrawnTrack(draw=draw, position=position, track_id=track)
                for position, track in enumerate(tracks, 1)
            )
            pagecache.bump()
    except IntegrityError:  # another process drew too, or a track is gone: the next run sees
        return None
    return draw


def drawn(scope: int, period: datetime, *, seen: Iterable[int] = ()) -> list[int]:
    """The keys of the tracks that a period draws, in the order in which they are shown."""
    seed = f"{period.astimezone(UTC):%Y%m%dT%H}:{scope}"
    candidates = _candidates(scope, seed)
    old = frozenset(seen)
    taken = _Taken()
    taken.fill((one for one in candidates if one.track not in old), DRAWN)
    if len(taken.tracks) < SHOWN:
        taken.fill(candidates, SHOWN)
    return taken.tracks


def _candidates(scope: int, seed: str) -> list[Candidate]:
    pool = _pool(scope, seed)
    artists: dict[int, set[int]] = {}
    main = Credit.objects.filter(track__in=pool, role=Credit.Role.MAIN, artist__is_various=False)
    for track, artist in main.order_by().values_list("track_id", "artist_id"):
        artists.setdefault(track, set()).add(artist)
    tagged = Track.genres.through._default_manager.filter(
        track__in=pool, genre__kind=Genre.Kind.GENRE
    )
    genres = dict(tagged.order_by("-pk").values_list("track_id", "genre_id"))  # the first of each
    return [
        Candidate(
            track,
            log(Random(f"{seed}:{place}").random() or 1e-300) / (1 + log(1 + plays)),
            frozenset(artists.get(track, ())),
            genres.get(track, 0),
        )
        for track, (place, plays) in pool.items()
    ]


def _pool(scope: int, seed: str) -> dict[int, tuple[int, int]]:
    """Tracks that may be drawn, with their places in the random order and their plays: all of a small catalogue, else
    some at each of many places.
    """
    rows: Any = (
        Track.objects.filter(in_open_lists(scope))
        .order_by("shuffle_key", "id")
        .values_list("pk", "shuffle_key", "play_count")
    )
    found = _keyed(rows[: PLACES * AT_A_PLACE + 1])
    if len(found) <= PLACES * AT_A_PLACE:
        return found
    step = SHUFFLE_RANGE // PLACES
    first = Random(seed).randrange(step)
    found = {}
    for place in range(PLACES):
        found |= _keyed(rows.filter(shuffle_key__gte=first + place * step)[:AT_A_PLACE])
    return found


def _keyed(rows: Iterable[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    return {track: (place, plays) for track, place, plays in rows}
