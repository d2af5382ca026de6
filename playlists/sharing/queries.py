"""Reads of what was shared, as its giver and its receivers see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import now

from accounts.models import User
from accounts.showing import Person, person_of
from accounts.viewer import Viewer
from catalog.api.covers import Cover, album_cover
from catalog.reach import reach_of
from playlists.covers import playlist_cover
from playlists.models import ShareRecipient, ShareRefusal
from playlists.sharing.giving import thing_of_share
from playlists.sharing.rights import KINDS

NEAR = 50
NEWEST = ("-given_at", "-id")
"""The order of the inbox, and of what one gave."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What was shared, as rows and cards show it."""

    kind: str
    id: str
    title: str
    line: str
    url: str
    cover: Cover
    duration_ms: int


@dataclass(frozen=True, slots=True)
class Received:
    """A line of the inbox, or of what one gave: `thing` is None where the giver themself may not open it any more."""

    row: ShareRecipient
    thing: Thing | None
    giver: Person
    to: str
    works: bool


def received(rows: Sequence[ShareRecipient]) -> list[Received]:
    """Lines of the inbox, of rows `shown_to` the viewer and read `with_things`. No query."""
    return [
        Received(row, thing_told(row), person_of(row.share.giver), "", works=True) for row in rows
    ]


def given(rows: Sequence[ShareRecipient], viewer: Viewer, *, at: datetime | None = None) -> list[Received]:  # fmt: skip
    """Lines of what the viewer gave, of rows read `with_things`: a query for each kind of thing among them.

    What they may not give any more opens nothing, and its name may not be theirs to read.
    """
    at = at or now()
    things = [thing_of_share(row.share) for row in rows]
    may_give = {
        kind: set(model.objects.giveable_by(viewer).filter(pk__in=pks).values_list("pk", flat=True))
        for kind, model in KINDS.items()
        if (pks := {thing.pk for of, thing in things if of == kind})
    }
    found = []
    for row, (kind, thing) in zip(rows, things, strict=True):
        there = thing.pk in may_give[kind]
        is_over = row.expires_at is not None and row.expires_at <= at
        is_closed = row.user is not None and not row.address and not row.user.is_active
        to = row.address or (person_of(row.user).name if row.user else "")
        found.append(
            Received(
                row,
                thing_told(row) if there else None,
                person_of(row.share.giver),
                to,
                works=there and not is_over and not is_closed,
            )
        )
    return found


def thing_told(row: ShareRecipient) -> Thing:
    kind, thing = thing_of_share(row.share)
    if kind == "playlist":
        line, cover = str(thing.owner or thing.library), playlist_cover(thing)
    else:
        line, cover = thing.artist_line, album_cover(thing if kind == "album" else thing.album)
    return Thing(
        kind=kind,
        id=thing.public_id,
        title=thing.title,
        line=line,
        url=thing.get_absolute_url(),
        cover=cover,
        duration_ms=thing.duration_ms,
    )


def unread_count(viewer: Viewer) -> int:
    """How many things in the viewer's inbox wait to be opened. One small query where there is nothing new."""
    if viewer.user_id is None:
        return 0
    return unread_shown(viewer) if unread_open(viewer).exists() else 0


def unread_open(viewer: Viewer) -> "QuerySet[ShareRecipient]":
    """What came for the viewer and was not opened, whether or not they may open it now: cheap to ask for."""
    rows: QuerySet[ShareRecipient] = ShareRecipient.objects.open_for(viewer)
    return rows.filter(read_at__isnull=True)


def unread_shown(viewer: Viewer) -> int:
    """How much of that they may open."""
    return int(ShareRecipient.objects.shown_to(viewer).filter(read_at__isnull=True).count())


def shared_by(viewer: Viewer, kind: str, thing: Any) -> list[Received]:
    """Who shared this very thing with the viewer, the newest first. No query for who holds no grant."""
    if viewer.user_id is None or not reach_of(viewer).holds_grants:
        return []
    about = Q(**{f"share__{kind}": thing})
    if kind == "album":
        about |= Q(share__album__merged_into=thing)
    rows = ShareRecipient.objects.open_for(viewer).filter(about)
    return received(list(rows.with_things().order_by(*NEWEST)[:NEAR]))


def people_near(user: User) -> list[str]:
    """Handles that the user may want to share with: whom they shared with by handle, and their colleagues."""
    people: QuerySet[User] = User.objects.filter(
        Q(received__share__giver=user, received__address="")
        | Q(memberships__workspace__memberships__user=user),
        is_active=True,
    )
    handles = people.exclude(pk=user.pk).distinct().order_by("handle")
    return list(handles.values_list("handle", flat=True)[:NEAR])


def refused_by(user: User) -> list[Person]:
    """The people from whom the user takes nothing."""
    rows: Iterable[ShareRefusal] = ShareRefusal.objects.filter(user=user).select_related(
        "refused__profile", "refused__deletion"
    )
    return [person_of(row.refused) for row in sorted(rows, key=lambda row: row.refused.handle)]
