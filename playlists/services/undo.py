"""Undoing a change of a playlist, by the id that the change gave."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Track
from common.errors import Conflict, NotFound
from playlists.models import Playlist, PlaylistChange, PlaylistEntry
from playlists.places import assign, free_near
from playlists.search_documents import playlists_mark
from playlists.services.change import journal, locked, touched
from playlists.services.entries import bounded, entries_of, row_of

Kind = PlaylistChange.Kind


@transaction.atomic
def change_undo(
    *, viewer: Viewer, user: User, playlist_id: str, change_id: str
) -> tuple[Playlist, PlaylistChange | None]:
    """Put back what a change of this person's did, and nothing that others did since; once. What comes back undoes the
    undoing.

    Entries return to where they stood, or right behind what stands there now; those that somebody else has moved since
    stay where they were put. Raises NotFound, and Conflict when it was undone before; Invalid when the playlist is too
    full by now for what would come back.
    """
    change = PlaylistChange.objects.filter(
        public_id=change_id, playlist__public_id=playlist_id, by=user
    ).first()
    if change is None:
        raise NotFound
    if change.kind == Kind.DELETE:
        Playlist.objects.filter(pk=change.playlist_id, owner=user).update(deleted_at=None)
    playlist = locked(viewer=viewer, public_id=playlist_id, owner=change.kind == Kind.DELETE)
    claimed = PlaylistChange.objects.filter(pk=change.pk, undone_at=None).update(undone_at=now())
    if not claimed:
        raise Conflict("That was undone before.")
    if change.kind == Kind.DELETE:
        touched(playlist)
        playlists_mark([playlist.pk])
        return playlist, None
    back = change.back
    removed, taken_ms = _take_out(playlist, back.get("added", []))
    pairs = back.get("moved", [])
    theirs = _moved_by_others(change, user) if pairs else set()
    moved = _move_back(playlist, [pair for pair in pairs if pair[0] not in theirs])
    bounded(playlist, len(back.get("removed", [])) - len(removed), field="change")
    added, given_ms = _put_back(playlist, back.get("removed", []))
    redo = journal(playlist, user, Kind.UNDO, removed=removed, moved=moved, added=added)
    touched(playlist, entries=len(added) - len(removed), duration_ms=given_ms - taken_ms)
    return playlist, redo


def _take_out(playlist: Playlist, public_ids: list[str]) -> tuple[list[list[Any]], int]:
    if not public_ids:
        return [], 0
    going = list(entries_of(playlist).filter(public_id__in=public_ids).order_by("position"))
    PlaylistEntry.objects.filter(pk__in=[entry.pk for entry in going]).delete()
    return [row_of(entry) for entry in going], sum(entry.duration_ms for entry in going)


def _moved_by_others(change: PlaylistChange, user: User) -> set[str]:
    """Ids of the entries that somebody else has put somewhere since."""
    since = PlaylistChange.objects.filter(playlist=change.playlist_id, pk__gt=change.pk)
    found: set[str] = set()
    for back in since.exclude(by=user).values_list("back", flat=True):
        found.update(pair[0] for pair in back.get("moved", []))
    return found


def _move_back(playlist: Playlist, pairs: list[list[Any]]) -> list[list[Any]]:
    if not pairs:
        return []
    wanted = dict(pairs)
    moving = list(entries_of(playlist).filter(public_id__in=list(wanted)))
    moving.sort(key=lambda entry: wanted[entry.public_id])
    before = [[entry.public_id, entry.position] for entry in moving]
    places = free_near(
        (wanted[entry.public_id] for entry in moving),
        _held(playlist, without=[entry.pk for entry in moving]),
    )
    assign(moving, places)
    return before


def _put_back(playlist: Playlist, rows: list[list[Any]]) -> tuple[list[str], int]:
    if not rows:
        return [], 0
    rows = sorted(rows, key=lambda row: row[2])
    places = free_near((row[2] for row in rows), _held(playlist))
    # A track that was removed for good meanwhile leaves its place empty.
    there = set(
        Track.objects.filter(pk__in=[row[1] for row in rows if row[1]]).values_list("pk", flat=True)
    )
    # Nor is an account there that was erased meanwhile.
    people = set(
        User.objects.filter(pk__in={row[4] for row in rows if row[4]}).values_list("pk", flat=True)
    )
    entries = [
        PlaylistEntry(
            playlist=playlist,
            public_id=public_id,
            track_id=track_id if track_id in there else None,
            position=place,
            duration_ms=duration_ms,
            added_by_id=added_by if added_by in people else None,
            added_at=datetime.fromisoformat(added_at),
        )
        for (public_id, track_id, _, duration_ms, added_by, added_at), place in zip(
            rows, places, strict=True
        )
    ]
    PlaylistEntry.objects.bulk_create(entries, batch_size=1000)
    return [entry.public_id for entry in entries], sum(entry.duration_ms for entry in entries)


def _held(playlist: Playlist, without: list[int] | None = None) -> set[int]:
    rows = entries_of(playlist)
    if without:
        rows = rows.exclude(pk__in=without)
    return set(rows.values_list("position", flat=True))
