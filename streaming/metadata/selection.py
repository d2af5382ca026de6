"""Which tracks a sheet is of; always such as the viewer may change."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from accounts.models import Workspace
from accounts.viewer import Viewer
from catalog.models import Track
from catalog.querysets import TrackQuerySet
from catalog.services.bulk import chunks
from streaming.models import MediaFile, Upload
from streaming.removal import DELETED_KEPT

MOST_ROWS = 500
"""Of one sheet on a page."""
IN_ORDER = ("album__sort_key", "album_id", "disc_number", "position", "pk")


@dataclass(frozen=True, slots=True)
class Selection:
    """An album's tracks, those of what was uploaded together, or these; where none is said, all."""

    album: str = ""
    batch: str = ""
    tracks: tuple[str, ...] = field(default=())
    workspace: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.album or self.batch or self.tracks)


def tracks_selected(viewer: Viewer, selection: Selection) -> TrackQuerySet:
    """The tracks that are selected and that the viewer may change, in the order of their albums."""
    rows: TrackQuerySet = Track.objects.editable_by(viewer)
    if selection.workspace:
        rows = rows.filter(library__workspace__public_id=selection.workspace)
    if selection.album:
        rows = rows.filter(album__public_id=selection.album)
    if selection.batch:
        uploaded = Upload.objects.seen_by(viewer).filter(batch=selection.batch)
        rows = rows.filter(files__in=uploaded.exclude(file=None).values("file")).distinct()
    if selection.tracks:
        rows = rows.filter(public_id__in=selection.tracks)
    return rows.order_by(*IN_ORDER)


def tracks_deleted(workspace: Workspace, *, at: datetime) -> TrackQuerySet:
    """What somebody deleted in a workspace and can be brought back, the latest first."""
    rows: TrackQuerySet = Track.objects.filter(
        library__workspace=workspace, deleted_at__gt=at - DELETED_KEPT, merged_into=None
    )
    return rows.only("public_id", "title", "artist_line", "deleted_at", "album_id").order_by(
        "-deleted_at", "-pk"
    )


def paths_of(track_ids: Iterable[int]) -> dict[int, str]:
    """The path of the file that each of these tracks plays from."""
    found: dict[int, str] = {}
    for some in chunks(track_ids):
        rows = MediaFile.objects.filter(track_id__in=some, is_current=1)
        found.update(rows.values_list("track_id", "path"))
    return found
