"""Taking albums and tracks down: hidden from everybody at once, their owners too, until a manager lifts it.

Rows and files stay. Who could open a thing by its visibility, a share, a pitch or a playlist can't any more, as all of
these ask the stored audiences (`Audience.NOBODY`); a new visibility changes nothing of that.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Membership, User
from catalog.audience import Audience
from catalog.models import Album, Library, TakeDown, Track
from catalog.services.bulk import chunks, objects_insert
from catalog.services.refresh import album_refresh, audiences_refresh
from catalog.services.shelve import Items, items_locked
from common.conditions import empty
from common.errors import Invalid
from mail.services import letter_send

TRACKS_KEPT = 200
"""Titles of an album's tracks in the evidence."""


@transaction.atomic
def items_take_down(*, rows: Items, by: User | None, why: str, at: datetime) -> int:
    """Take albums (with their tracks) or tracks down, and tell the owners of their workspaces. Gives how many were not
    down before.
    """
    held = [row for row in items_locked(rows) if row.taken_down_id is None]
    downs = [
        TakeDown(
            kind=str(row._meta.model_name), ref=row.pk, name=str(row)[:190], why=why[:300], by=by,
            was_open=row.reachable_to <= Audience.MEMBERS, evidence=evidence_of(row),
        )
        for row in held
    ]  # fmt: skip
    objects_insert(TakeDown, downs)
    for row, down in zip(held, downs, strict=True):
        type(row)._default_manager.filter(pk=row.pk).update(taken_down=down, updated_at=at)
        if isinstance(row, Album):
            _tracks_along(row, down, at)
    _follow(held, at)
    owners_tell(things=held, why=why)
    return len(held)


def _tracks_along(album: Album, down: TakeDown, at: datetime) -> None:
    """Take an album's tracks down with it. Those that members could not open stay out of managers' sight."""
    stand = Track.objects.filter(empty("taken_down"), album=album)
    shut = stand.filter(reachable_to__gt=Audience.MEMBERS)
    if down.was_open and shut.exists():
        apart = TakeDown.objects.create(
            kind=down.kind, ref=down.ref, name=down.name, why=down.why, by=down.by, was_open=False
        )
        shut.update(taken_down=apart, updated_at=at)
    stand.update(taken_down=down, updated_at=at)


@transaction.atomic
def items_lift(*, rows: Items, by: User | None, at: datetime) -> int:
    """Let albums or tracks be seen again by whoever might before, and by their grants. Gives how many were down.

    With an album come the tracks that went with it, wherever they are now; what was taken down by itself stays so.
    Raises Invalid for a track whose album is down.
    """
    held = [row for row in items_locked(rows) if row.taken_down_id is not None]
    downs = TakeDown.objects.in_bulk({row.taken_down_id for row in held})
    own = set()
    for row in held:
        down = downs[row.taken_down_id]
        if (down.kind, down.ref) == (row._meta.model_name, row.pk):
            own.add(down.pk)
        elif isinstance(row, Track) and row.album.taken_down_id is not None:
            raise Invalid("It was taken down with its album: put that back.")
    albums = [row.pk for row in held if isinstance(row, Album)]
    for some in chunks(albums):
        apart = TakeDown.objects.filter(kind="album", ref__in=some, lifted_at=None, was_open=False)
        own |= set(apart.values_list("pk", flat=True))
    along: list[Album | Track] = []
    for row in held:
        type(row)._default_manager.filter(pk=row.pk).update(taken_down=None, updated_at=at)
    for some in chunks(own):
        with_them = list(Track.objects.filter(taken_down__in=some).select_related("library"))
        along += with_them
        Track.objects.filter(taken_down__in=some).update(taken_down=None, updated_at=at)
        TakeDown.objects.filter(pk__in=some).update(lifted_at=at, lifted_by=by, updated_at=at)
    _follow([*held, *along], at)
    return len(held)


def _follow(rows: Iterable[Album | Track], at: datetime) -> None:
    """Audiences, counts, search and kept pages, after these rows went or came."""
    by_library: dict[Library, set[int]] = defaultdict(set)
    for row in rows:
        by_library[row.library].add(row.pk if isinstance(row, Album) else row.album_id)
    for library, albums in by_library.items():
        album_refresh(albums=albums, at=at)
        audiences_refresh(library=library, albums=albums)


def evidence_of(thing: Any) -> dict[str, object]:
    """The thing as it is now, for who asks later what was taken down."""
    apart = {"curated", "synced_lyrics", "blocks", "taken_down"}
    names = [field.name for field in thing._meta.concrete_fields if field.name not in apart]
    told = {name: getattr(thing, thing._meta.get_field(name).attname) for name in names}
    kept: dict[str, object] = {
        name: value if isinstance(value, (int, str, bool, type(None))) else str(value)
        for name, value in told.items()
    }
    kept["address"] = thing.get_absolute_url()
    if isinstance(thing, Album):
        # Whoever sees the album's evidence may not see what was more closed than it.
        alike = thing.tracks.filter(reachable_to__lte=thing.reachable_to).order_by("pk")
        kept["tracks"] = list(alike.values_list("title", flat=True)[:TRACKS_KEPT])
    return kept


def owners_tell(*, things: Sequence[Any], why: str) -> None:
    """One letter to each owner of the workspaces that these are of."""
    by_workspace: dict[int, list[Any]] = defaultdict(list)
    for thing in things:
        by_workspace[thing.library.workspace_id].append(thing)
    owners = Membership.objects.filter(
        workspace__in=by_workspace, role=Membership.Role.OWNER, user__is_active=True
    )
    for workspace, email in owners.values_list("workspace_id", "user__email"):
        first, *others = by_workspace[workspace]
        letter_send(
            to=email,
            template="catalog/letters/taken_down",
            context={
                "title": str(first),
                "others": [str(other) for other in others],
                "why": why,
                "address": first.get_absolute_url(),
            },
        )
