"""All that one person has to say of the things on a page: likes, stars, follows, what to hear later."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from playlists.models import Follow, LaterItem, Like, Rating

KINDS = ("track", "album", "artist", "playlist")
_RATED = ("track", "album", "artist")
_HEARD = ("track", "album", "playlist")


@dataclass(frozen=True, slots=True)
class Opinions:
    """Of the things asked for, by `<kind>:<id>`, those of which there is something to say."""

    liked: list[str] = field(default_factory=list)
    ratings: dict[str, int] = field(default_factory=dict)
    followed: list[str] = field(default_factory=list)
    later: dict[str, str] = field(default_factory=dict)
    """The item of the list, of what is on it and not ticked off."""
    unread: int = 0
    """Of the inbox."""
    waiting: dict[str, int] = field(default_factory=dict)
    """Of what rooms above keep (`playlists.waiting`)."""


def opinions_among(user: Any, things: Iterable[tuple[str, str]]) -> Opinions:
    """What the user says of these `(kind, public id)`: one query, however many and of whatever kinds."""
    asked: dict[str, set[str]] = defaultdict(set)
    for kind, public_id in things:
        asked[kind].add(public_id)
    found = Opinions()
    parts = list(_parts(user, asked))
    if not parts:
        return found
    for what, kind, public_id, stars, item in sorted(parts[0].union(*parts[1:], all=True)):
        thing = f"{kind}:{public_id}"
        if what == "like":
            found.liked.append(thing)
        elif what == "rating":
            found.ratings[thing] = stars
        elif what == "follow":
            found.followed.append(thing)
        else:
            found.later[thing] = item
    return found


def _parts(user: Any, asked: dict[str, set[str]]) -> "Iterator[QuerySet[Any, Any]]":
    nothing, none = Value("", CharField()), Value(0, IntegerField())
    for kind, ids in asked.items():
        name = f"{kind}__public_id"
        own = {"user": user, f"{name}__in": ids}
        yield _told("like", kind, Like.objects.filter(**own), none, nothing)
        if kind in _RATED:
            yield _told("rating", kind, Rating.objects.filter(**own), F("stars"), nothing)
        if kind == "artist":
            yield _told("follow", kind, Follow.objects.filter(**own), none, nothing)
        if kind in _HEARD:
            open_items = LaterItem.objects.filter(**own, done_at=None)
            yield _told("later", kind, open_items, none, F("public_id"))


def _told(
    what: str, kind: str, rows: "QuerySet[Any]", stars: Any, item: Any
) -> "QuerySet[Any, Any]":
    return rows.order_by().values_list(
        Value(what, CharField()), Value(kind, CharField()), f"{kind}__public_id", stars, item
    )
