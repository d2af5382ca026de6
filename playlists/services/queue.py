"""The queue that a listener left, written by whichever of their devices plays."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from common.errors import Invalid
from common.versions import ANYTHING, Seen
from playlists.models import PlayQueue


@transaction.atomic
def queue_save(
    *,
    user: User,
    tracks: Sequence[str],
    current: int = 0,
    position_ms: int = 0,
    source: str = "",
    device: str = "",
    device_name: str = "",
    seen: Seen = ANYTHING,
) -> PlayQueue:
    """Keep the queue a listener left: public ids of tracks, the index of the current one, and where in it.

    Raises Changed when another device has written since.
    """
    queue = _locked(user, seen)
    queue.tracks, queue.length = list(tracks), len(tracks)
    return _written(queue, current, position_ms, source, device, device_name, "tracks", "length")


@transaction.atomic
def queue_move(
    *,
    user: User,
    current: int,
    position_ms: int,
    source: str = "",
    device: str = "",
    device_name: str = "",
    seen: Seen = ANYTHING,
) -> PlayQueue:
    """Keep where in their queue a listener is; its tracks stay. Raises Changed, and Invalid beyond its end."""
    queue = _locked(user, seen)
    if current >= max(1, queue.length):
        raise Invalid("There is no such place in the queue.", field="current")
    return _written(queue, current, position_ms, source, device, device_name)


def _locked(user: User, seen: Seen) -> PlayQueue:
    rows = PlayQueue.objects.select_for_update().defer("tracks")
    queue, _ = rows.get_or_create(user=user)
    seen.check(queue.tag)
    return queue


def _written(
    queue: PlayQueue,
    current: int,
    position_ms: int,
    source: str,
    device: str,
    device_name: str,
    *also: str,
) -> PlayQueue:
    queue.current, queue.position_ms, queue.source = current, position_ms, source
    queue.device, queue.device_name = device, device_name
    queue.version += 1
    queue.changed_at = now()
    queue.save(
        update_fields=[
            "current", "position_ms", "source", "device", "device_name", "version", "changed_at", *also,
        ]
    )  # fmt: skip
    return queue
