"""Rules → the tracks that they are true of, in their order: the same statement on every database."""

import random
from collections.abc import Callable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Mod

from catalog.models import Track
from playlists.models import Rating
from playlists.smart.conditions import Asked, condition, own_key
from playlists.smart.grammar import Group, Order, Rules
from streaming.models import Play

PRIME = 2**31 - 1
HOURS = {"hour": 1, "day": 24, "week": 168}


def matching(rules: Rules, asked: Asked) -> "QuerySet[Track]":
    """The tracks that the rules are true of, of those that the asker sees in lists; in no order, without the limit."""
    rows: QuerySet[Track] = Track.objects.listed_for(asked.viewer)
    found = _group(rules.group, asked)
    return rows.filter(found) if found else rows


def _group(group: Group, asked: Asked) -> Q:
    parts = [
        _group(rule, asked) if isinstance(rule, Group) else condition(rule, asked)
        for rule in group.rules
    ]
    return reduce(and_ if group.match == "all" else or_, parts) if parts else Q()


def in_order(rows: "QuerySet[Track]", order: Order, asked: Asked) -> "QuerySet[Track]":
    """These tracks in an order that ends in their key, so that it is the same each time."""
    if order.by == "random":
        return rows.order_by(_chance(order, asked), "pk")
    columns, more = _ORDERS[order.by]
    rows = rows.annotate(**{name: make(asked) for name, make in more.items()})
    down = order.descending
    return rows.order_by(*(F(name).desc() if down else F(name).asc() for name in (*columns, "pk")))


def multiplier(order: Order, at: Any) -> int:
    """What makes one order of chance another: from its seed, and from the hour, day or week where it is drawn anew."""
    hours = HOURS.get(order.every)
    drawn = int(at.timestamp() // 3600 // hours) if hours else 0
    return random.Random(f"{order.seed} {drawn}").randrange(2, PRIME)


def _chance(order: Order, asked: Asked) -> Any:
    """`shuffle_key` × m mod 2³¹−1: the keys are random, and a prime keeps them apart whatever m is."""
    scattered = Cast("shuffle_key", BigIntegerField()) * Value(
        multiplier(order, asked.at), BigIntegerField()
    )
    return Mod(scattered, Value(PRIME, BigIntegerField()), output_field=BigIntegerField()).asc()


def _first_release(asked: Asked) -> Any:
    return Case(
        When(album__original_date="", then=F("album__release_date")),
        default=F("album__original_date"),
    )


def _stars(asked: Asked) -> Any:
    rows = Rating.objects.filter(user_id=own_key(asked.viewer), track_id=OuterRef("pk"))
    return Coalesce(Subquery(rows.values("stars")[:1], output_field=IntegerField()), 0)


def _own_plays(asked: Asked) -> Any:
    """Found by the track: through the index of their person SQLite would look at all that they ever heard for each
    track, so that index is kept out of its sight. All tracks together look at each play once at most.
    """
    of_track = Play.objects.filter(track_id=OuterRef("pk"))
    own = of_track.annotate(own=Cast("user_id", BigIntegerField())).filter(
        own=own_key(asked.viewer)
    )
    return own.heard().order_by()


def _heard(asked: Asked) -> Any:
    counts = _own_plays(asked).values("track_id").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _heard_last(asked: Asked) -> Any:
    heard = Max(Coalesce("counted_at", "started_at"))
    return Subquery(_own_plays(asked).values("track_id").annotate(at=heard).values("at"))


type _Made = dict[str, Callable[[Asked], Any]]
_ON_ALBUM = ("album__sort_key", "album_id", "disc_number", "position")
_ORDERS: dict[str, tuple[tuple[str, ...], _Made]] = {
    "title": (("sort_key",), {}),
    "artist": (("artist_line", *_ON_ALBUM), {}),
    "album": (_ON_ALBUM, {}),
    "year": (("first_release", *_ON_ALBUM), {"first_release": _first_release}),
    "date_added": (("added_at",), {}),
    "duration": (("duration_ms",), {}),
    "bpm": (("bpm",), {}),
    "rating": (("stars",), {"stars": _stars}),
    "play_count": (("heard",), {"heard": _heard}),
    "last_played": (("heard_last",), {"heard_last": _heard_last}),
    "site_plays": (("play_count",), {}),
}
"""Columns by name, and those of them that are worked out first."""
