"""Writes: likes and the queue."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Album, Artist, Track
from common.errors import NotFound
from playlists.models import Like, PlayQueue

KINDS: dict[str, Any] = {"track": Track, "album": Album, "artist": Artist}


@transaction.atomic
def like_add(*, user: User, viewer: Viewer, kind: str, public_id: str) -> Like:
    """Like a thing that the viewer reaches; liking it again changes nothing. Raises NotFound."""
    rows: QuerySet[Any] = KINDS[kind].objects.reachable_by(viewer)
    thing = rows.filter(public_id=public_id).only("pk").first()
    if thing is None:
        raise NotFound
    like, _ = Like.objects.get_or_create(user=user, **{f"{kind}_id": thing.pk})
    return like


def like_remove(*, user: User, kind: str, public_id: str) -> None:
    """Take a like back, also of a thing that is hidden by now. What is not liked stays so."""
    Like.objects.filter(user=user, **{f"{kind}__public_id": public_id}).delete()


@transaction.atomic
def queue_save(
    *, user: User, tracks: Sequence[str], current: int = 0, position_ms: int = 0
) -> PlayQueue:
    """Keep the queue a listener left: public ids of tracks, the index of the current one, and where in it."""
    queue, _ = PlayQueue.objects.update_or_create(
        user=user,
        defaults={
            "tracks": list(tracks),
            "current": current,
            "position_ms": position_ms,
            "changed_at": now(),
        },
    )
    return queue
