"""Playlists that people filled by hand, as rows: all of one stand together, and are then what it holds.

A private list is its owner's own affair: only who sees all gets it, or learns whose a list is.
"""

from collections.abc import Iterator, Sequence
from itertools import batched, groupby
from typing import Any

from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Track
from common.by_key import by_key
from common.errors import Invalid
from common.rows import one_row
from playlists.models import Playlist, PlaylistEntry
from playlists.services.entries import MOST_AT_ONCE, entries_add, entries_of, entries_remove
from playlists.services.playlists import playlist_change, playlist_create
from web.exchange.kinds import (
    Cells,
    Kind,
    Options,
    Outcome,
    Row,
    curated,
    field_checked,
    is_same,
    sees_all,
    short,
    taking,
)

FACTS = ("title", "description", "visibility")
OPEN = ("public", "members")
"""What the admin lists of playlists to managers."""


def rows(by: User | None) -> Iterator[dict[str, str]]:
    for playlist in by_key(_current(by)):
        told = _cells(playlist)
        entries = (
            _seen(PlaylistEntry.objects.filter(playlist=playlist, track__isnull=False), by)
            .select_related("track")
            .only("track__public_id", "track__title", "track__artist_line", "track__isrc")
            .order_by("position")
        )
        yield from (
            told
            | {
                "place": str(place),
                "track": entry.track.public_id,
                "isrc": entry.track.isrc,
                "track_title": entry.track.title,
                "artists": entry.track.artist_line,
            }
            for place, entry in enumerate(entries.iterator(chunk_size=500), 1)
            if entry.track
        )
        if not playlist.entry_count:
            yield told


def take(some: Sequence[Row], options: Options) -> Iterator[Outcome]:
    """Rows that stand together are one playlist: the first tells what came of it."""
    ids = {row.cells.get("id", "") for row in some}
    held = {row.public_id: row for row in _current(options.by).filter(public_id__in=ids)}
    emails = {row.cells.get("owner", "").strip().lower() for row in some}
    people = User.objects.filter(email__in=emails, is_active=True)
    if options.by is not None and not sees_all(options.by):
        people = people.filter(pk=options.by.pk)
    owners = {user.email: user for user in people}
    for _, group in groupby(some, together):
        told = list(group)
        first = told[0].cells
        outcome = Outcome(told[0].line, short(first.get("title", "")))
        with taking(outcome, options), one_row():
            _write(held, owners, told, outcome, options)
        yield outcome
        yield from (Outcome(row.line, outcome.title) for row in told[1:])


def together(row: Row) -> tuple[str, ...]:
    return tuple(row.cells.get(name, "") for name in KIND.together)


def _write(
    held: dict[str, Playlist],
    owners: dict[str, User],
    told: Sequence[Row],
    outcome: Outcome,
    options: Options,
) -> None:
    first = told[0].cells
    facts = {
        name: field_checked(Playlist, name, first[name])
        for name in FACTS
        if name in first and (first[name].strip() or options.empty_clears)
    }
    if first.get("id"):
        playlist = held.get(first["id"])
        if playlist is None or playlist.owner is None:
            raise Invalid("There is no playlist with this id; without an id one is made.")
        before = _cells(playlist)
        facts = {name: value for name, value in facts.items() if not is_same(before[name], value)}
        outcome.changes += [
            (name, short(before[name]), short(value), "") for name, value in facts.items()
        ]
        if facts:
            playlist_change(viewer=viewer_of(playlist.owner), public_id=playlist.public_id, **facts)
    else:
        owner = owners.get(first.get("owner", "").strip().lower())
        if owner is None:
            raise Invalid("Write the e-mail address of somebody here in “owner”.")
        playlist = playlist_create(user=owner, **({"title": ""} | facts))
        outcome.is_new = True
        outcome.changes.append(("title", "", short(playlist.title), ""))
    if "track" in first:
        wanted = [row.cells["track"] for row in told if row.cells.get("track")]
        _fill(playlist, wanted, outcome, options.by)


def _fill(playlist: Any, wanted: list[str], outcome: Outcome, by: User | None) -> None:
    """Bring a playlist to hold these tracks, in this order, in its owner's name."""
    entries = entries_of(playlist).filter(track__isnull=False).order_by("position")
    missing: list[str] = []
    if not sees_all(by):
        # Its owner may hear more: what was not in the export must not go from the list, nor come by a guessed id.
        if _seen(entries, by).count() < entries.count():
            raise Invalid("It holds tracks that you do not see: its owner changes which they are.")
        seen = set(
            curated(Track.objects.filter(public_id__in=wanted), by).values_list(
                "public_id", flat=True
            )
        )
        missing += [track for track in wanted if track not in seen]
        wanted = [track for track in wanted if track in seen]
    there = list(entries.values_list("track__public_id", "public_id"))
    if [track for track, _ in there] == wanted and not missing:
        return
    viewer = viewer_of(playlist.owner)
    # What both begin with stays where it is, with when and by whom it was added.
    same = next(
        (
            place
            for place, (held, new) in enumerate(zip(there, wanted, strict=False))
            if held[0] != new
        ),
        min(len(there), len(wanted)),
    )
    for gone in batched([entry for _, entry in there[same:]], MOST_AT_ONCE):
        entries_remove(
            viewer=viewer, user=playlist.owner, playlist_id=playlist.public_id, entries=list(gone)
        )
    for some in batched(wanted[same:], MOST_AT_ONCE):
        added = entries_add(
            viewer=viewer,
            user=playlist.owner,
            playlist_id=playlist.public_id,
            things=[("track", track) for track in some],
        )
        missing += added.missing
    words = (
        f"{len(missing)} tracks are not here, or not for its owner: {', '.join(missing[:3])}"
        if missing
        else ""
    )
    outcome.changes.append(("tracks", f"{len(there)} tracks", f"{len(wanted)} tracks", ""))
    if words:
        outcome.changes.append(("track", "", short(", ".join(missing)), words))


def _current(by: User | None) -> Any:
    rows = Playlist.objects.filter(owner__isnull=False, deleted_at=None, is_smart=False)
    if not sees_all(by):
        rows = rows.filter(visibility__in=OPEN)
    return rows.select_related("owner")


def _seen(entries: Any, by: User | None) -> Any:
    if sees_all(by):
        return entries
    return entries.filter(track__in=curated(Track.objects.all(), by).order_by().values("pk"))


def _cells(playlist: Playlist) -> dict[str, str]:
    told: Cells = {
        "id": playlist.public_id,
        "owner": playlist.owner.email if playlist.owner else "",
    } | {name: str(getattr(playlist, name)) for name in FACTS}
    return dict(told)


KIND = Kind(
    "playlists",
    ("id", "owner", *FACTS, "place", "track", "isrc", "track_title", "artists"),
    ("id", "owner", "place", "isrc", "track_title", "artists"),
    rows,
    take,
    together=("id", "owner", "title"),
    withheld=("owner",),
)
