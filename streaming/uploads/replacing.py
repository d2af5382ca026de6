"""Another file for a track: the track stays with its plays, likes and links; the old file is kept for a while.

What people set of the track stays as it is, and so does what tags said: a new mix is no new catalogue entry.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.viewer import Viewer
from catalog.curation import track_of_workspace
from catalog.models import Library, Track
from catalog.services import album_refresh
from catalog.services.marks import mark
from common.errors import Conflict, Invalid, NotFound
from common.ids import PUBLIC_ID
from common.registry import Registry
from common.storage import storage_delete
from streaming.delivery.places import place_of
from streaming.importing.files import columns
from streaming.models import MediaFile
from streaming.paths import disk_path
from streaming.uploads.checks import Checked
from streaming.uploads.library import uploads_library

DOWN = "Its track was taken down: whoever looks after the site puts it back."
KEPT = timedelta(days=30)
SOME = 500

file_changed: Registry[Callable[[Track], None]] = Registry("follower of a track's file")
"""Called in the transaction that gives a track another file, for rooms above that keep bytes made of the old one."""


def track_to_replace(viewer: Viewer, public_id: str) -> Track:
    """The track whose file somebody may replace: of the uploads of a workspace that is theirs to change.

    Raises NotFound, Forbidden, and Invalid for one whose files lie in a folder that an import reads.
    """
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    track: Track = track_of_workspace(viewer, public_id, to_change=True)
    if track.library.kind != Library.Kind.UPLOADS or track.library != uploads_library(
        track.library.workspace
    ):
        raise Invalid(
            "Its file was not uploaded: replace it in the folder it is in.", field="replaces"
        )
    return track


def path_beside(track: Track, path: str) -> str:
    """Where a new file of a track is to lie: in the folder of its old one, by its own name."""
    current = MediaFile.objects.filter(track=track, is_current=1).first()
    folder = disk_path(current.path).rpartition("/")[0] if current else ""
    name = path.rpartition("/")[2]
    return f"{folder}/{name}" if folder else name


def file_replace(
    *, track: Track, target: str, checked: Checked, sha256: str, at: datetime
) -> MediaFile:
    """Write the row of a new file that lies at `target`. In the caller's transaction. Raises Conflict."""
    held = Track.objects.select_for_update().get(pk=track.pk)
    if held.deleted_at or held.merged_into_id:
        raise Conflict("Its track was deleted meanwhile.")
    if held.taken_down_id:
        raise Conflict(DOWN)
    _retire(held, at)
    heard = checked.heard
    file = MediaFile.objects.create(
        library_id=held.library_id,
        track=held,
        **columns(checked.file),
        tags=json.loads(checked.file.tags),
        sha256=sha256,
        analysed_at=at,
        loudness=heard["loudness"],
        true_peak=heard["true_peak"],
        waveform=bytes(heard["peaks"]),
    )
    _follow(held, file, at)
    return file


@transaction.atomic
def file_bring_back(*, track: Track, public_id: str, at: datetime) -> MediaFile:
    """Let a track play from a file that was replaced; the one that it plays from is kept in its stead.

    Raises NotFound for one that is not there any more.
    """
    held = Track.objects.select_for_update().get(pk=track.pk)
    file = MediaFile.objects.filter(track=held, public_id=public_id).first()
    if file is None or (file.replaced_at is not None and file.replaced_at <= at - KEPT):
        raise NotFound
    if file.is_current:
        return file
    if held.taken_down_id:
        raise Conflict(DOWN)
    _retire(held, at)
    file.is_current, file.replaced_at = 1, None
    file.save(update_fields=["is_current", "replaced_at", "updated_at"])
    _follow(held, file, at)
    return file


def files_of(track: Track, *, at: datetime) -> list[MediaFile]:
    """The file that a track plays from, and those that can be brought back, the latest first."""
    rows = MediaFile.objects.filter(track=track).defer("tags", "waveform").order_by("-pk")
    return sorted(
        (
            row
            for row in rows
            if row.is_current or (row.replaced_at and row.replaced_at > at - KEPT)
        ),
        key=lambda row: not row.is_current,
    )


def replaced_sweep(*, at: datetime) -> int:
    """Remove files that were replaced long ago: their bytes, then their rows, so that what is left is found again."""
    rows = MediaFile.objects.filter(
        is_current=None, replaced_at__lt=at - KEPT, track__taken_down__isnull=True
    )
    gone = list(rows.select_related("library").defer("tags", "waveform").order_by("pk")[:SOME])
    for file in gone:
        storage_delete([place_of(file).key])
        file.delete()
    return len(gone)


def _retire(track: Track, at: datetime) -> None:
    current = MediaFile.objects.filter(track=track, is_current=1)
    current.update(is_current=None, replaced_at=at, updated_at=at)


def _follow(track: Track, file: MediaFile, at: datetime) -> None:
    """What a track says of its length is its file's."""
    track.duration_ms, track.missing_since = file.duration_ms, None
    track.save(update_fields=["duration_ms", "missing_since", "updated_at"])
    album_refresh(albums=[track.album_id], at=at)
    mark("track", [track.pk])
    mark("album", [track.album_id])
    for follow in file_changed:
        follow(track)


def file_told(file: MediaFile) -> dict[str, Any]:
    """A file of a track in a few words."""
    until = file.replaced_at + KEPT if file.replaced_at else None
    return {
        "id": file.public_id,
        "name": file.path.rpartition("/")[2],
        "size": file.size,
        "codec": file.codec,
        "duration_ms": file.duration_ms,
        "is_current": bool(file.is_current),
        "replaced_at": file.replaced_at,
        "kept_until": until,
    }
