"""Radio: tracks that go with a track, an artist or a genre, for ever.

A station is a pool of tracks around what it began with: what goes with it, what goes with that, and tracks of the same
genres, each with a weight. It plays the pool in a weighted random order (Efraimidis and Spirakis, as `discovery`), then
again in another, and so on; no artist twice in a row where that can be. The order follows from the station, the seed
and the round alone, so that any page of it can be asked for at any time, and nothing is kept.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from random import Random
from typing import Any

from accounts.viewer import Viewer
from catalog.models import Artist, Genre, Track
from editorial.models import SimilarTrack
from editorial.similar import MAIN, tagged

POOL = 400
NEAR, FAR, TAGGED = 1.0, 0.3, 0.05
"""Weights: what goes with the start (times how much), what goes with that, and what shares its genres alone."""


@dataclass(frozen=True, slots=True)
class Station:
    """What a radio plays: keys of tracks with their weights, what it begins with first."""

    name: str
    starts: tuple[int, ...]
    weights: dict[int, float]
    artists: dict[int, str]

    def tracks(self, *, seed: str, start: int, count: int) -> list[int]:
        """Keys of `count` tracks from a place on; none where the pool is empty."""
        size = len(self.weights)
        if not size:
            return []
        found: list[int] = []
        while len(found) < count:
            at, place = divmod(start + len(found), size)
            found += self._round(seed, at)[place : place + count - len(found)]
        return found

    def _round(self, seed: str, number: int) -> list[int]:
        random = Random(f"{self.name} {seed} {number}")
        keys = {
            track: log(max(random.random(), 1e-300)) / weight
            for track, weight in sorted(self.weights.items())
        }
        order = sorted(keys, key=lambda track: (-keys[track], track))
        if number == 0:
            first = [track for track in self.starts if track in keys][:1]
            order = first + [track for track in order if track not in first]
        return apart(order, self.artists)


def apart(order: Sequence[int], artists: Mapping[int, Hashable]) -> list[int]:
    """The same tracks, the first in its place, with the next of another artist brought forward where one would follow
    themselves; and with those of whom more than half of the rest is, while others are left to part them.
    """
    left, found = list(order), list[int]()
    counts = Counter(artists[one] for one in left if one in artists)
    while left:
        last = artists.get(found[-1], "") if found else None
        ((most, count),) = counts.most_common(1) or [(None, 0)]
        is_due = bool(found) and count > len(left) // 2 and most != last
        fitting = (
            n
            for n, one in enumerate(left)
            if (artists.get(one) == most if is_due else artists.get(one) != last)
        )
        found.append(left.pop(next(fitting, 0)))
        counts[artists.get(found[-1], "")] -= 1
    return found


def station_of_track(track: Track, viewer: Viewer) -> Station:
    return _station(f"track {track.pk}", [track.pk], viewer)


def station_of_artist(artist: Artist, viewer: Viewer, *, also: Sequence[int] = ()) -> Station:
    """Begun with the tracks `also`, where there are such."""
    theirs = Track.objects.listed_for(viewer).filter(credits__artist=artist, credits__role__in=MAIN)
    best = theirs.order_by("-play_count", "-pk").values_list("pk", flat=True)[:20]
    return _station(f"artist {artist.pk}", list(dict.fromkeys([*also, *best])), viewer)


def station_of_genre(genre: Genre, viewer: Viewer, *, also: Sequence[int] = ()) -> Station:
    """Begun with the tracks `also`, where there are such."""
    through: Any = Track.genres.through
    newest = through.objects.filter(genre=genre).order_by("-pk").values_list("track", flat=True)
    return _station(f"genre {genre.pk}", list(dict.fromkeys([*also, *newest[:POOL]])), viewer)


def _station(name: str, starts: Sequence[int], viewer: Viewer) -> Station:
    weights = dict.fromkeys(starts, NEAR)
    near = _around(starts)
    for track, score in near:
        weights[track] = max(weights.get(track, 0), NEAR * score)
    for track, score in _around([track for track, _ in near][:30]):
        weights.setdefault(track, FAR * score)
    for track in tagged(starts) if len(weights) < POOL else ():
        weights.setdefault(track, TAGGED)
    wanted = sorted(weights, key=lambda track: (-weights[track], track))[:POOL]
    rows = Track.objects.listed_for(viewer).filter(
        pk__in=wanted, version_of__isnull=True, missing_since__isnull=True
    )
    artists = dict(rows.values_list("pk", "artist_line"))
    kept = {track: weights[track] for track in wanted if track in artists}
    return Station(name, tuple(starts), kept, artists)


def _around(tracks: Sequence[int]) -> list[tuple[int, float]]:
    rows = SimilarTrack.objects.filter(of__in=tracks).order_by("-score", "track", "pk")
    return list(rows.values_list("track", "score")[:POOL])
