"""Where a listener left long tracks, to go on from there.

Any track may have a bookmark; a player keeps one by itself where `keeps_position` says so, and takes it away when the
track was heard to its end.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Track
from common.errors import NotFound
from common.ids import PUBLIC_ID
from streaming.models import Bookmark

LONG_MS = 15 * 60 * 1000
"""A track from here on keeps its position by itself: mixes, sets, lectures, audiobooks. What is shorter, songs and
nearly all movements, is heard again from its start."""


def keeps_position(track: Track) -> bool:
    """Whether a listener who comes back to the track goes on where they left it."""
    return track.duration_ms >= LONG_MS


def bookmarks_of(user: User, viewer: Viewer) -> "QuerySet[Bookmark]":
    """The user's bookmarks in what they may still hear, to be ordered by `-changed_at`, `-id`."""
    rows = Bookmark.objects.filter(user=user)
    return rows.filter(track__in=Track.objects.reachable_by(viewer).values("pk"))


def position_kept(viewer: Viewer, track: Track) -> int | None:
    """Milliseconds at which the viewer left a long track. No query for a short one, nor for nobody."""
    if viewer.user_id is None or not keeps_position(track):
        return None
    rows = Bookmark.objects.filter(user_id=viewer.user_id, track_id=track.pk)
    return rows.values_list("position_ms", flat=True).first()


@transaction.atomic
def bookmark_keep(
    *,
    user: User,
    viewer: Viewer,
    track_id: str,
    position_ms: int,
    comment: str | None = None,
    at: datetime,
) -> Bookmark:
    """Keep where the listener is in a track; a comment stays where none is given. Raises NotFound."""
    if not PUBLIC_ID.fullmatch(track_id):
        raise NotFound
    track = Track.objects.reachable_by(viewer).filter(public_id=track_id).first()
    if track is None:
        raise NotFound
    values = {"position_ms": min(position_ms, track.duration_ms or position_ms), "changed_at": at}
    if comment is not None:
        values["comment"] = comment
    bookmark, _ = Bookmark.objects.update_or_create(
        user=user, track=track, defaults=values, create_defaults={**values, "created_at": at}
    )
    return bookmark


def bookmark_remove(*, user: User, track_id: str) -> None:
    """Forget where the listener left a track; where nothing is kept, nothing is done."""
    Bookmark.objects.filter(user=user, track__public_id=track_id).delete()
