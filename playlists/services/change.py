"""Changing a playlist: its lock, its rights, its version, and the journal that undoes it."""

from typing import Any

from django.db.models import F
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Forbidden, NotFound
from common.versions import ANYTHING, Seen
from playlists import stamps
from playlists.models import Playlist, PlaylistChange, PlaylistEntry

MOSAIC = 4
LOOKED_AT = 60
"""Entries at the start of a playlist among which the albums of its mosaic are looked for."""


def locked(
    *, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, owner: bool = False
) -> Playlist:
    """The playlist, its row locked until the transaction ends, for whoever may change it.

    Raises NotFound; Forbidden for who sees it but may not change it (with `owner`: for all but its owner); Changed when
    it is none of the versions in `seen` any more.
    """
    rows = Playlist.objects.select_for_update()
    mine = rows.owned_by(viewer) if owner else rows.editable_by(viewer)
    found: Playlist | None = mine.filter(public_id=public_id).first()
    if found is None:
        if Playlist.objects.reachable_by(viewer).filter(public_id=public_id).exists():
            raise Forbidden("Only its owner may do that." if owner else "You may not edit this.")
        raise NotFound
    seen.check(found.tag)
    return found


def touched(playlist: Playlist, *, entries: int = 0, duration_ms: int = 0) -> None:
    """Move the version on, with so many entries and milliseconds more or less, and look at the covers again."""
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


def mosaic_of(playlist: Playlist) -> list[int]:
    """Keys of the first four albums."""
    first = (
        PlaylistEntry.objects.filter(playlist=playlist, track__isnull=False)
        .order_by("position")
        .values_list("track__album_id", flat=True)[:LOOKED_AT]
    )
    return list(dict.fromkeys(first))[:MOSAIC]


def journal(playlist: Playlist, by: User | None, kind: str, **back: list[Any]) -> PlaylistChange:
    """Write down how to undo what was done."""
    return PlaylistChange.objects.create(playlist=playlist, by=by, kind=kind, back=back)
