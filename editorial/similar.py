"""Tracks and artists that go together: made by a job, read for pages, radio and home.

Made of what the same people heard in the last DAYS, and of what the same people keep on playlists that others see,
each by `together`; where both say something, the larger likeness counts, and says why. A person is one basket, however
many lists they have, so that nobody alone says what goes together. Where nobody has listened yet, tags stand in when it
is asked for: tracks of the same genres.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from random import Random
from typing import Any

import numpy as np
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Min, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.audience import Visibility
from catalog.models import Artist, Credit, Track
from editorial.models import SimilarArtist, SimilarTrack
from editorial.models.similar import Similar
from editorial.together import Neighbour, Pairs, neighbours
from playlists.models import PlaylistEntry
from streaming.models import Play

DAYS = timedelta(days=180)
KEPT = 30
"""Of each thing."""
SHOWN = 12
AT_ONCE = 2000
SLICE = 500
"""Things whose rows are put in place in one transaction: SQLite has one writer, and others wait for it."""
STRETCH = 20_000
"""Keys that are read at once."""
TRIES = 3
TAGGED = 300
"""Tracks of a genre that are looked at where nothing is known: the newest."""
SEEN = (Visibility.PUBLIC, Visibility.MEMBERS)
Why = Similar.Why
type Known = dict[int, dict[int, tuple[float, str]]]
"""Of each thing those that go with it: how much, and why."""
MAIN = (Credit.Role.MAIN, Credit.Role.FEATURED)


@dataclass(frozen=True, slots=True)
class Alike[Thing]:
    """A thing that goes with another, and why: `heard`, `kept` or `tags`."""

    thing: Thing
    why: str


def similar_make(*, at: datetime | None = None) -> dict[str, int]:
    """Compute all of it anew, a slice of things in one transaction; how many rows. Safe to repeat."""
    since = (at or now()) - DAYS
    plays = Play.objects.filter(user__isnull=False, counted_at__isnull=False, started_at__gte=since)
    entries = PlaylistEntry.objects.filter(
        Q(playlist__visibility__in=SEEN) | Q(playlist__library__isnull=False),
        track__isnull=False, playlist__deleted_at__isnull=True,
    )  # fmt: skip
    keeper = Coalesce(F("playlist__owner"), -F("playlist"))  # a library's list is nobody's
    of_artists = {"track__credits__role__in": MAIN}
    artist = F("track__credits__artist")
    return {
        "tracks": _replaced(
            SimilarTrack,
            "track",
            _pairs(plays, F("user"), F("track")),
            _pairs(entries, keeper, F("track")),
        ),
        "artists": _replaced(
            SimilarArtist,
            "artist",
            _pairs(plays.filter(**of_artists), F("user"), artist),
            _pairs(entries.filter(**of_artists), keeper, artist),
        ),
    }


def _pairs(rows: Any, basket: F | Coalesce, thing: F) -> Pairs:
    found = rows.order_by().values_list(basket, thing).distinct()
    return np.fromiter(_in_stretches(found), dtype=np.dtype((np.int64, 2)))


def _in_stretches(rows: Any) -> Iterator[Any]:
    """The rows in stretches of keys: mysqlclient holds a whole answer in memory, asked for by `iterator` or not."""
    ends = rows.model.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is not None:
        for start in range(ends["first"], ends["last"] + 1, STRETCH):
            yield from rows.filter(pk__gte=start, pk__lt=start + STRETCH)


def _replaced(model: Any, name: str, heard: Pairs, kept: Pairs) -> int:
    known: Known = {}
    for why, pairs in ((Why.HEARD, heard), (Why.KEPT, kept)):
        for of, found in neighbours(pairs, most=KEPT):
            _merge(known.setdefault(of, {}), found, why)
    count = 0
    for some in batched(sorted(known), SLICE):
        count += _slice_replaced(model, name, {of: known[of] for of in some})
    _rest_removed(model, known)
    return count


def _slice_replaced(model: Any, name: str, known: Known, *, tries: int = TRIES) -> int:
    """Put these in place of what is told of the same things. What was purged since it was heard is left out."""
    try:
        with transaction.atomic():
            model.objects.filter(of__in=list(known)).delete()
            rows = list(_rows(model, name, _existing(model, known)))
            model.objects.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError:  # one was purged between the look and the insertion
        if tries == 1:
            raise
        return _slice_replaced(model, name, known, tries=tries - 1)
    return len(rows)


def _existing(model: Any, known: Known) -> Known:
    things = model._meta.get_field("of").related_model._base_manager
    there: set[int] = set()
    for some in batched(sorted(set(known).union(*known.values())), AT_ONCE):
        there.update(things.filter(pk__in=some).values_list("pk", flat=True))
    return {
        of: {thing: why for thing, why in found.items() if thing in there}
        for of, found in known.items()
        if of in there
    }


def _rest_removed(model: Any, known: Container[int]) -> None:
    last = 0
    told = model.objects.order_by("of").values_list("of", flat=True).distinct()
    while some := list(told.filter(of__gt=last)[:SLICE]):
        last = some[-1]
        model.objects.filter(of__in=[of for of in some if of not in known]).delete()


def _merge(known: dict[int, tuple[float, str]], found: Sequence[Neighbour], why: str) -> None:
    for thing, score in found:
        if score > known.get(thing, (0.0, ""))[0]:
            known[thing] = (score, why)


def _rows(model: Any, name: str, known: Known) -> Iterator[Any]:
    for of, found in known.items():
        best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:KEPT]
        for position, (thing, (score, why)) in enumerate(best, 1):
            yield model(of_id=of, position=position, score=score, why=why, **{f"{name}_id": thing})


def similar_tracks(track: Track, viewer: Viewer, *, most: int = SHOWN) -> list[Alike[Track]]:
    """Tracks like this one that the viewer sees listed; tags fill what people have not said. Never its own versions."""
    places = SimilarTrack.objects.filter(of=track).order_by("position")
    known = dict(places.values_list("track", "why"))
    keys = [*known, *(key for key in tagged([track.pk]) if key not in known)]
    listed = _listed([key for key in keys if key != track.pk], viewer, most=most)
    return [Alike(listed[key], known.get(key, "tags")) for key in keys if key in listed][:most]


def _listed(keys: Sequence[int], viewer: Viewer, *, most: int) -> dict[int, Track]:
    """The first of them that are listed, at least `most` if there are so many. Most viewers see nearly all, so few rows
    are read; of the others' keys it is asked first which they are.
    """
    seen = Track.objects.listed_for(viewer).filter(version_of__isnull=True)
    first, rest = keys[: 2 * most], keys[2 * most :]
    found: dict[int, Track] = seen.filter(pk__in=first).for_rows().in_bulk()
    if rest and len(found) < most:
        there = set(seen.filter(pk__in=rest).values_list("pk", flat=True))
        wanted = [key for key in rest if key in there][: most - len(found)]
        found |= seen.filter(pk__in=wanted).for_rows().in_bulk()
    return found


def similar_artists(artist: Artist, viewer: Viewer, *, most: int = SHOWN) -> list[Alike[Artist]]:
    """Artists like this one, of whom the viewer sees something listed."""
    places = SimilarArtist.objects.filter(of=artist).order_by("position")
    known = dict(places.values_list("artist", "why"))
    keys = list(known)
    if len(keys) < most:
        theirs = Credit.objects.filter(artist=artist, role__in=MAIN, track__isnull=False)
        tracks = tagged(list(theirs.order_by("-pk").values_list("track", flat=True)[:20]))
        credits = Credit.objects.filter(track__in=tracks, role=Credit.Role.MAIN)
        others = credits.exclude(artist=artist).order_by("pk").values_list("artist", flat=True)
        keys += [key for key in dict.fromkeys(others) if key not in known]
    listed = Artist.objects.listed_for(viewer).filter(pk__in=keys).in_bulk()
    return [Alike(listed[key], known.get(key, "tags")) for key in keys if key in listed][:most]


def tagged(tracks: Iterable[int], *, most: int = TAGGED) -> list[int]:
    """Keys of tracks that share genres with these, those with the most in common first, in an order that stays while
    the catalogue does. Of each genre the newest are looked at, so that a large catalogue costs no more.
    """
    through: Any = Track.genres.through
    mine = list(tracks)
    genres = through.objects.filter(track__in=mine).order_by().values_list("genre", flat=True)
    shared: dict[int, int] = {}
    for genre in list(genres.distinct()[:4]):
        rows = through.objects.filter(genre=genre).order_by("-pk")
        for key in rows.values_list("track", flat=True)[:most]:
            shared[key] = shared.get(key, 0) + 1
    found = [key for key in shared if key not in set(mine)]
    Random(sum(mine)).shuffle(found)
    return sorted(found, key=lambda key: -shared[key])[:most]
