"""Changing a playlist: its lock, its rights, its version, and the journal that undoes it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Conflict, Forbidden, NotFound
from common.versions import ANYTHING, Seen
from insights.recording import record_on_commit
from playlists import stamps
from playlists.models import Playlist, PlaylistChange, PlaylistEntry
from playlists.places import Shift
from playlists.sharing.keeping import shares_follow

MOSAIC = 4
LOOKED_AT = 60
"""Entries at the start of a playlist among which the albums of its mosaic are looked for."""


class FillsItself(Conflict):
    """It is a smart playlist: its rules say what stands in it."""

    kind, title = "smart-playlist", "A smart playlist fills itself"

    def __init__(self) -> None:
        super().__init__(
            "A smart playlist fills itself: change its rules, or make a copy and edit that."
        )


def locked(
    *, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, owner: bool = False
) -> Playlist:
    """The playlist, its row locked until the transaction ends, for whoever may change it.

    Raises NotFound; Forbidden for who sees it but may not change it (with `owner`: for all but its owner); Changed when
    it is none of the versions in `seen` any more; FillsItself for a smart one, of which only its owner decides.
    """
    rows = Playlist.objects.select_for_update()
    mine = rows.owned_by(viewer) if owner else rows.editable_by(viewer)
    found: Playlist | None = mine.filter(public_id=public_id).first()
    if found is None:
        if Playlist.objects.reachable_by(viewer).filter(public_id=public_id).exists():
            raise Forbidden("Only its owner may do that." if owner else "You may not edit this.")
        raise NotFound
    if found.is_smart and not owner:
        raise FillsItself
    seen.check(found.tag)
    return found


def touched(
    playlist: Playlist, *, entries: int = 0, duration_ms: int = 0, at_the_end: bool = False
) -> None:
    """Move the version on, with so many entries and milliseconds more or less, and look at the covers again.

    `at_the_end`: the entries came behind all others, where a long playlist's covers are not looked for.
    """
    if not (playlist.is_smart or at_the_end and playlist.entry_count >= LOOKED_AT):
        playlist.mosaic = mosaic_of(playlist)
    Playlist.objects.filter(pk=playlist.pk).update(
        version=F("version") + 1,
        entry_count=F("entry_count") + entries,
        duration_ms=F("duration_ms") + duration_ms,
        changed_at=now(),
        mosaic=playlist.mosaic,
    )
    # The row is locked: what it holds now is known without reading it.
    playlist.version += 1
    playlist.entry_count += entries
    playlist.duration_ms += duration_ms
    stamps.playlists_changed()
    if playlist.is_shared:
        shares_follow(playlist)


def mosaic_of(playlist: Playlist) -> list[int]:
    """Keys of the first four albums."""
    first = (
        PlaylistEntry.objects.filter(playlist=playlist, track__isnull=False)
        .order_by("position")
        .values_list("track__album_id", flat=True)[:LOOKED_AT]
    )
    return list(dict.fromkeys(first))[:MOSAIC]


def journals_shift(playlist: Playlist, shifts: Sequence[Shift]) -> None:
    """Let what undoes earlier changes follow rows that were spread. The playlist's row is locked."""
    if not shifts:
        return
    changes = PlaylistChange.objects.filter(playlist=playlist, undone_at=None)
    for change in changes.exclude(back={}).iterator(chunk_size=100):
        moved = [[one, shifted(at, shifts)] for one, at in change.back.get("moved", [])]
        removed = [
            [*row[:2], shifted(row[2], shifts), *row[3:]] for row in change.back.get("removed", [])
        ]
        if moved or removed:
            back = {**change.back, "moved": moved, "removed": removed}
            PlaylistChange.objects.filter(pk=change.pk).update(back=back)


def shifted(place: int, shifts: Sequence[Shift]) -> int:
    """Where a place lies after all of them."""
    for shift in shifts:
        place = shift.of(place)
    return place


def journal(playlist: Playlist, by: User | None, kind: str, **back: list[Any]) -> PlaylistChange:
    """Write down how to undo what was done."""
    record_on_commit(
        f"playlist.{kind}",
        {
            "playlist": playlist.public_id,
            "added": len(back.get("added", [])),
            "removed": len(back.get("removed", [])),
        },
        person=by.public_id if by else "",
    )
    return PlaylistChange.objects.create(playlist=playlist, by=by, kind=kind, back=back)
