"""Daily mixes: up to six lists of tracks for a listener, each around an artist or a genre that they heard much lately.

A mix follows from the listener, the day (of the site's time zone), what they heard and liked before that day, and the
catalogue: so it is the same all day in every process, and another one tomorrow. Plays lose half of their weight in
HALF_LIFE. Artists come first, then genres, each of another style as far as there are so many. The tracks are a
station's (`editorial.radio`) in its weighted random order: at most FAMILIAR that the listener knows, new ones for the
rest, and of no artist more than OF_ARTIST; what another mix of the day holds comes up less.

What was chosen is kept in the cache under the history that it follows from, so that what is taken out of a history is
no reason any more; what the viewer sees listed is asked anew each time. A mix whose artist or genre was merged since is
around the other. Without the cache it is chosen again.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, NamedTuple

from django.core.cache import cache
from django.utils.timezone import get_default_timezone, localdate, now

from accounts.viewer import Viewer
from catalog.merged import stand_for, standing
from catalog.models import Artist, Credit, Genre, Track
from editorial.radio import Station, apart, station_of_artist, station_of_genre
from playlists.models import Like
from streaming.models import Play

MIXES, OF_ARTISTS = 6, 4
SIZE, FAMILIAR, FEWEST = 50, 20, 10
"""Tracks of a mix; of them, those that the listener knows, where there are others; with fewer it is not shown."""
OF_ARTIST, ENOUGH = 5, 20
"""Tracks of one artist; twice as many where the mix would be shorter than enough, as the catalogue has few artists."""
HEARD, LIKED = 300, 500
"""Newest plays that a mix is made of, and newest likes."""
CANDIDATES = 24
HALF_LIFE = timedelta(days=14)
USED = 0.1
"""What the weight of a track is multiplied by where another mix of the day holds it."""
ALIKE = 2 / 3
"""A mix of which another of the day holds more than that is left out."""
KEPT = 2 * 24 * 60 * 60
"""Seconds: a mix of yesterday is still on the pages that were open at midnight."""
ARTIST, GENRE = "artist", "genre"

type History = list[tuple[int, datetime]]
type Kept = tuple[str, int, list[int], list[int]]
"""As the cache holds a mix: of what kind, around which row, its tracks, and those of them that were known."""


class MixTrack(NamedTuple):
    """What there is of a track before its row is read."""

    key: int
    public_id: str
    album: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Mix:
    """A mix as its listener sees it now; `known` of its tracks they had heard or liked before."""

    kind: str
    thing: Artist | Genre
    tracks: list[MixTrack]
    known: int


def day_of(at: datetime | None = None) -> date:
    """The site's day of a moment, now by default."""
    return localdate(at or now(), get_default_timezone())


def mixes_of(viewer: Viewer, *, day: date) -> list[Mix]:
    """The viewer's mixes of a day, of what they see listed now; none for who heard nothing before it.

    One query for who heard nothing, four where the choice is kept.
    """
    if viewer.user_id is None:
        return []
    midnight = datetime.combine(day, time.min, tzinfo=get_default_timezone())
    history = _history(viewer.user_id, midnight)
    if not history:
        return []
    stamp = hashlib.blake2b(repr(history).encode(), digest_size=12).hexdigest()
    key = f"mixes:{viewer.user_id}:{day:%Y%m%d}:{stamp}"
    kept: list[Kept] | None = cache.get(key)
    if kept is None:
        kept = _Making(viewer, viewer.user_id, history, midnight).mixes()
        cache.set(key, kept, timeout=KEPT)
    return _shown(kept, viewer)


def mix_at(mixes: Sequence[Mix], public_id: str, viewer: Viewer) -> Mix | None:
    """The mix around the artist or genre of this id, or around what that was merged into."""
    by_id = {mix.thing.public_id: mix for mix in mixes}
    if by_id and public_id not in by_id:
        things: tuple[Any, ...] = (Artist, Genre)
        for model in things:
            thing = standing(model.objects.listed_for(viewer), public_id)
            public_id = thing.public_id if thing else public_id
    return by_id.get(public_id)


def _history(user_id: int, before: datetime) -> History:
    plays = Play.objects.filter(user_id=user_id, started_at__lt=before).heard()
    return list(plays.order_by("-started_at", "-id").values_list("track", "started_at")[:HEARD])


def _shown(kept: Sequence[Kept], viewer: Viewer) -> list[Mix]:
    """What is left of them for the viewer: three queries, and three where something that they are around was merged."""
    wanted = {track for _, _, tracks, _ in kept for track in tracks}
    if not wanted:
        return []
    rows = _playable(viewer).filter(pk__in=wanted)
    columns = rows.values_list("pk", "public_id", "album_id", "duration_ms")
    listed = {found.key: found for found in map(MixTrack._make, columns)}
    things = {
        kind: _standing(model, [key for of, key, *_ in kept if of == kind], viewer)
        for kind, model in ((ARTIST, Artist), (GENRE, Genre))
    }
    found: dict[tuple[str, int], Mix] = {}
    for kind, key, tracks, known in kept:
        left = [listed[track] for track in tracks if track in listed]
        thing = things[kind].get(key)
        # Of two that are one by now the first stays, which was heard more.
        if thing is not None and len(left) >= FEWEST:
            count = sum(track.key in known for track in left)
            found.setdefault((kind, thing.pk), Mix(kind, thing, left, count))
    return list(found.values())


def _standing(model: Any, keys: Sequence[int], viewer: Viewer) -> dict[int, Any]:
    """By the keys of things: what stands for them by now, as far as the viewer sees it listed."""
    rows = model.objects.listed_for(viewer)
    found: dict[int, Any] = rows.in_bulk(keys)
    if len(found) < len(keys):
        led = stand_for(model, [key for key in keys if key not in found])
        others = rows.in_bulk(set(led.values())) if led else {}
        found |= {key: others[now] for key, now in led.items() if now in others}
    return found


def _playable(viewer: Viewer) -> Any:
    return Track.objects.listed_for(viewer).filter(version_of__isnull=True)


@dataclass(frozen=True, slots=True)
class _Making:
    """The mixes of a listener and a day, in the making."""

    viewer: Viewer
    user_id: int
    history: History
    midnight: datetime

    def mixes(self) -> list[Kept]:
        heard = list(dict.fromkeys(track for track, _ in self.history))
        artists, genres = _artists_of(heard), _genres_of(heard)
        likes = Like.objects.filter(user_id=self.user_id, liked_at__lt=self.midnight)
        liked = likes.filter(track__isnull=False).order_by("-liked_at", "-id")
        familiar = {*heard, *liked.values_list("track", flat=True)[:LIKED]}
        found, used = list[Kept](), set[int]()
        for kind, thing in self._around(artists, genres):
            of = artists if kind == ARTIST else genres
            theirs = [track for track in heard if thing.pk in of.get(track, ())]
            tracks = self._tracks(kind, thing, theirs, familiar, used)
            others = (set(before) for _, _, before, _ in found)
            if len(tracks) >= FEWEST and not any(_is_like(tracks, other) for other in others):
                used.update(tracks)
                known = [track for track in tracks if track in familiar]
                found.append((kind, thing.pk, tracks, known))
        return found

    def _around(
        self, artists: Mapping[int, Sequence[int]], genres: Mapping[int, Sequence[int]]
    ) -> list[tuple[str, Any]]:
        """What the mixes are around: artists first, then genres, each of another style while there are such."""
        artist_scores, genre_scores = self._scores(artists), self._scores(genres)
        ranked_artists = _listed(Artist, artist_scores, self.viewer)
        ranked_genres = _listed(Genre, genre_scores, self.viewer)
        styles = {artist.pk: self._style(artist.pk, artists, genres) for artist in ranked_artists}
        seen = set[int]()
        around = [(ARTIST, artist) for artist in _spread(ranked_artists, styles, seen)]
        own = {genre.pk: genre.pk for genre in ranked_genres}
        others = [(GENRE, genre) for genre in _spread(ranked_genres, own, seen)]
        first = around[: max(OF_ARTISTS, MIXES - len(others))]
        return [*first, *others][:MIXES]

    def _scores(self, of: Mapping[int, Sequence[int]]) -> dict[int, float]:
        """How much was heard of each thing lately."""
        scores: dict[int, float] = {}
        for track, at in self.history:
            weight = 0.5 ** ((self.midnight - at) / HALF_LIFE)
            for thing in of.get(track, ()):
                scores[thing] = scores.get(thing, 0) + weight
        return scores

    def _style(
        self, artist: int, artists: Mapping[int, Sequence[int]], genres: Mapping[int, Sequence[int]]
    ) -> int:
        """The genre that was heard most of an artist; 0 where none is known."""
        theirs = {track: genres.get(track, ()) for track, by in artists.items() if artist in by}
        scores = self._scores(theirs)
        return min(scores, key=lambda genre: (-scores[genre], genre), default=0)

    def _tracks(
        self, kind: str, thing: Any, theirs: Sequence[int], familiar: set[int], used: set[int]
    ) -> list[int]:
        seed = f"{self.user_id} {self.midnight:%Y%m%d}"
        starts = Random(f"{seed} {kind} {thing.pk}").sample(theirs, len(theirs))
        station_of: Any = station_of_artist if kind == ARTIST else station_of_genre
        station: Station = station_of(thing, self.viewer, also=starts)
        weights = {
            track: weight * (USED if track in used else 1)
            for track, weight in station.weights.items()
        }
        station = replace(station, weights=weights)
        order = station.tracks(seed=seed, start=0, count=len(weights))
        return chosen(order, familiar=familiar, artists=_artists_of(order))


def _is_like(tracks: Sequence[int], other: Container[int]) -> bool:
    return sum(track in other for track in tracks) > ALIKE * len(tracks)


def chosen(
    order: Sequence[int], *, familiar: Container[int], artists: Mapping[int, Sequence[int]]
) -> list[int]:
    """The tracks of a mix out of an order: known ones and new ones as they come in it, no artist too often or, where
    that can be, twice in a row.
    """
    counts = Counter[int]()
    taken = set[int]()

    def take(tracks: Iterable[int], most: int, *, of_artist: int = OF_ARTIST) -> None:
        for track in tracks:
            by = artists.get(track, ())
            if len(taken) >= most:
                return
            if track not in taken and all(counts[artist] < of_artist for artist in by):
                taken.add(track)
                counts.update(by)

    take((track for track in order if track in familiar), FAMILIAR)
    take((track for track in order if track not in familiar), SIZE)
    take(order, SIZE)
    take(order, ENOUGH, of_artist=2 * OF_ARTIST)
    leading = {track: by[0] for track, by in artists.items() if by}
    return apart([track for track in order if track in taken], leading)


def _artists_of(tracks: Iterable[int]) -> dict[int, list[int]]:
    """The main artists of tracks, in the order of their names on them."""
    credits = Credit.objects.filter(
        track__in=list(tracks), role=Credit.Role.MAIN, artist__is_various=False
    )
    return _gathered(credits.order_by("position", "pk").values_list("track", "artist"))


def _genres_of(tracks: Iterable[int]) -> dict[int, list[int]]:
    through: Any = Track.genres.through
    rows = through.objects.filter(track__in=list(tracks), genre__kind=Genre.Kind.GENRE)
    return _gathered(rows.order_by("pk").values_list("track", "genre"))


def _gathered(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for track, thing in rows:
        found.setdefault(track, []).append(thing)
    return found


def _listed(model: Any, scores: Mapping[int, float], viewer: Viewer) -> list[Any]:
    """The most heard things that the viewer sees listed, the most heard first."""
    ranked = sorted(scores, key=lambda key: (-scores[key], key))[:CANDIDATES]
    listed = model.objects.listed_for(viewer).in_bulk(ranked)
    return [listed[key] for key in ranked if key in listed]


def _spread(ranked: Sequence[Any], styles: Mapping[int, int], seen: set[int]) -> list[Any]:
    """The same, with those whose style is `seen` behind the others; the styles of the first are seen then."""
    first = list[Any]()
    for thing in ranked:
        style = styles[thing.pk]
        if style not in seen and len(first) < OF_ARTISTS:
            first.append(thing)
            seen.add(style)
    return first + [thing for thing in ranked if thing not in first]
