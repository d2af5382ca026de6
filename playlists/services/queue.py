"""The queue that a listener left."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from playlists.models import PlayQueue


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
