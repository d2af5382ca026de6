"""Reads that join likes and queues with the catalogue."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from accounts.viewer import Viewer
from catalog.models import Track
from playlists.models import Like, PlayQueue

# Below SQLite's and MySQL's limits on the parameters of one statement.
BATCH = 500


def likes_among(user: Any, things: Iterable[tuple[str, str]]) -> list[str]:
    """Those of `(kind, public id)` that the user likes, as `kind:id`. One query a kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for kind, public_id in things:
        by_kind[kind].add(public_id)
    liked = []
    for kind, ids in by_kind.items():
        path = f"{kind}__public_id"
        found = Like.objects.filter(user=user, **{f"{path}__in": ids}).values_list(path, flat=True)
        liked += [f"{kind}:{public_id}" for public_id in sorted(found)]
    return liked


def tracks_still_there(queue: PlayQueue, viewer: Viewer) -> PlayQueue:
    """The queue without tracks that the viewer can not hear any more, still at the same track.

    When the current track itself is gone, it stands at the start of the next one that is there.
    """
    there: set[str] = set()
    for start in range(0, len(queue.tracks), BATCH):
        batch = queue.tracks[start : start + BATCH]
        there.update(
            Track.objects.reachable_by(viewer)
            .filter(public_id__in=batch)
            .values_list("public_id", flat=True)
        )
    before = [public_id in there for public_id in queue.tracks]
    is_there = before[queue.current : queue.current + 1] == [True]
    kept = [public_id for public_id in queue.tracks if public_id in there]
    queue.current = min(sum(before[: queue.current]), max(0, len(kept) - 1))
    queue.position_ms = queue.position_ms if is_there else 0
    queue.tracks = kept
    return queue
