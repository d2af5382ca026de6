"""Home's shelf *because you listened to …*: what goes with something that its listener heard lately."""

from accounts.viewer import Viewer
from catalog.models import Track
from editorial.models import SimilarTrack
from streaming.models import Play

HEARD, STARTS, FEWEST = 100, 10, 4
"""Newest plays that are not shown again; of them, those that may be the reason; tracks that a shelf shows at least."""


def because_of(viewer: Viewer, *, most: int) -> tuple[Track, list[int]] | None:
    """(the track that was heard, keys of what goes with it and was not heard) of the newest that has enough; else None.

    Of what the viewer sees listed. Three queries.
    """
    if viewer.user_id is None:
        return None
    plays = Play.objects.filter(user_id=viewer.user_id, counted_at__isnull=False)
    newest = plays.order_by("-started_at", "-id").values_list("track", flat=True)[:HEARD]
    heard = list(dict.fromkeys(newest))
    if not heard:
        return None
    listed = Track.objects.listed_for(viewer).order_by().values("pk")
    rows = SimilarTrack.objects.filter(of__in=heard[:STARTS], track__in=listed)
    found: dict[int, list[int]] = {}
    for of, track in rows.order_by("position", "pk").values_list("of", "track"):
        if track not in heard:
            found.setdefault(of, []).append(track)
    enough = next((of for of in heard if len(found.get(of, ())) >= FEWEST), None)
    reason = Track.objects.reachable_by(viewer).filter(pk=enough).first() if enough else None
    return (reason, found[reason.pk][:most]) if reason else None
