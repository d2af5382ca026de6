"""Home's shelves: which there are for whom and when, and how they are arranged.

The body of home is the same for everyone of an audience: it holds the shelves for everyone and, for who is signed in,
those for members. What differs from person to person (`Shelf.is_own`) is laid over it by one request of its own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import now

from accounts.models import User
from common import pagecache
from common.errors import Invalid
from editorial.models import HomeClock, Post, Shelf
from editorial.models.shelf import GAP
from editorial.search_documents import posts_mark

Kind, Audience = Shelf.Kind, Shelf.Audience

NEW_FOR = timedelta(days=30)
"""How long somebody is a new listener."""

DEFAULTS = (
    (Kind.NEWEST, Audience.EVERYONE),
    (Kind.FOLLOWED, Audience.SIGNED_IN),
    (Kind.DISCOVERY, Audience.EVERYONE),
    (Kind.TRENDING, Audience.EVERYONE),
    (Kind.WEEK, Audience.EVERYONE),
    (Kind.RECENT, Audience.SIGNED_IN),
    (Kind.MIXES, Audience.SIGNED_IN),
    (Kind.BECAUSE, Audience.SIGNED_IN),
    (Kind.PLAYED, Audience.EVERYONE),
    (Kind.POSTS, Audience.EVERYONE),
    (Kind.GENRES, Audience.EVERYONE),
)
"""Home as it is before anybody arranges it."""


def default_shelves() -> list[Shelf]:
    """Rows, not saved, of home as it is before anybody arranges it."""
    return [
        Shelf(kind=kind, audience=audience, position=place * GAP)
        for place, (kind, audience) in enumerate(DEFAULTS, 1)
    ]


def arranged() -> list[Shelf]:
    """All shelves that are switched on, in their order; where nobody ever made any, the defaults. One query."""
    rows = list(Shelf.objects.arranged().select_related("genre"))
    return [shelf for shelf in rows if shelf.is_on] if rows else default_shelves()


def shown(
    shelves: Iterable[Shelf], *, at: datetime, audiences: Sequence[str], language: str
) -> list[Shelf]:
    """Those of these shelves that stand there at a time, for somebody of these audiences."""
    return [one for one in shelves if one.is_due(at) and one.is_for(audiences, language)]


def audiences_of(*, is_member: bool, is_new: bool = False) -> list[str]:
    """The audiences that somebody belongs to. Whether they are new is asked for their own shelves alone."""
    if not is_member:
        return [Audience.EVERYONE, Audience.VISITORS]
    return [Audience.EVERYONE, Audience.SIGNED_IN, *([Audience.NEW] if is_new else [])]


def is_new_listener(user: User, at: datetime) -> bool:
    return bool(user.date_joined > at - NEW_FOR)


def shelf_check(*, shelf: Shelf) -> None:
    """Raises Invalid, with the field, for what no shelf can be."""
    if shelf.kind == Kind.GENRE and shelf.genre_id is None:
        raise Invalid("A shelf of one genre names it.", field="genre")
    if shelf.starts_at and shelf.ends_at and shelf.ends_at <= shelf.starts_at:
        raise Invalid("A shelf ends after it starts.", field="ends_at")
    if shelf.kind in Shelf.OWN and shelf.audience in {Audience.EVERYONE, Audience.VISITORS}:
        raise Invalid("What is one's own is for who is signed in.", field="audience")
    if shelf.link and not shelf.link.startswith(("/", "https://", "http://")):
        raise Invalid("A link begins with / or https://.", field="link")


@transaction.atomic
def shelf_save(*, shelf: Shelf) -> Shelf:
    """Keep a shelf as it was arranged; at the end where it has no place. Raises Invalid.

    Home turns over with the commit.
    """
    shelf_check(shelf=shelf)
    if not shelf.position:
        last = Shelf.objects.aggregate(last=Max("position"))["last"] or 0
        shelf.position = (last // GAP + 1) * GAP
    shelf.save()
    pagecache.bump()
    return shelf


@transaction.atomic
def shelves_move(*, shelves: Iterable[int], up: bool) -> int:
    """Move shelves, by their keys, past the one above or below each; how many moved. All get new places."""
    wanted = set(shelves)
    rows = list(Shelf.objects.select_for_update().arranged())
    order = rows if up else rows[::-1]
    moved = 0
    for place in range(1, len(order)):
        here, before = order[place], order[place - 1]
        if here.pk in wanted and before.pk not in wanted:
            order[place - 1], order[place] = here, before
            moved += 1
    rows = order if up else order[::-1]
    for place, shelf in enumerate(rows, 1):
        shelf.position = place * GAP
    Shelf.objects.bulk_update(rows, ["position"])
    pagecache.bump()
    return moved


@transaction.atomic
def shelves_changed() -> None:
    """Let home turn over: what stands on a shelf has changed, or a shelf is gone."""
    pagecache.bump()


@transaction.atomic
def home_turned(*, at: datetime | None = None) -> bool:
    """Turn pages over where a shelf began or ended, or a post appeared, since the last time; whether one did.

    Safe to repeat, and to run twice at once: whoever moves the clock on does it.
    """
    moment = at or now()
    clock, is_new = HomeClock.objects.select_for_update().get_or_create(
        pk=HomeClock.ONLY, defaults={"turned_at": moment}
    )
    if is_new or clock.turned_at >= moment:
        return False
    since = {"gt": clock.turned_at, "lte": moment}
    HomeClock.objects.filter(pk=clock.pk).update(turned_at=moment)
    appeared = Post.objects.filter(published_at__gt=clock.turned_at, published_at__lte=moment)
    posts_mark(appeared.values_list("pk", flat=True))
    if not any(rows.exists() for rows in _changing(since)):
        return False
    pagecache.bump()
    return True


def _changing(since: dict[str, Any]) -> list[Any]:
    def within(field: str) -> Q:
        return Q(**{f"{field}__{name}": value for name, value in since.items()})

    return [
        Shelf.objects.filter(within("starts_at") | within("ends_at")),
        Post.objects.filter(within("published_at")),
    ]
