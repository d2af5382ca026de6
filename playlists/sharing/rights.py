"""What somebody may share, and by which right."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.grants import grants_held
from catalog.models import Album, BundleItem, Grant, Track
from catalog.reach import reach_of
from catalog.services.grants import MOST_STEPS
from common.errors import Forbidden, NotFound
from playlists.models import Playlist, PlaylistEntry, Share

KINDS: dict[str, Any] = {"track": Track, "album": Album, "playlist": Playlist}
MOST_WAYS = 20
"""Grants of one person through which one thing is passed on; the newest count."""


def thing_to_give(viewer: Viewer, kind: str, public_id: str) -> Any:
    """A thing that the viewer may share. Raises NotFound; Forbidden for one that they may open and not share."""
    rows = KINDS[kind].objects.filter(public_id=public_id)
    found = rows.giveable_by(viewer).first()
    if found is None:
        if rows.reachable_by(viewer).exists():
            raise Forbidden("This was shared with you, or is shown to you: you may not share it.")
        raise NotFound
    return found


def may_let_download(viewer: Viewer, kind: str, thing: Any) -> bool:
    """Whether the viewer may give the right to download it."""
    rows = KINDS[kind].objects.filter(pk=thing.pk)
    return bool(rows.giveable_by(viewer, to_download=True).exists())


def ways_of(viewer: Viewer, share: Share) -> list[Grant]:
    """The grants that the giver of a share holds and may pass on, of what the share holds something of."""
    if not reach_of(viewer).holds_grants:
        return []
    held = grants_held(viewer, now(), to_share=True).filter(
        _touches(share), user_id=viewer.user_id, given_by__isnull=False
    )
    short = held.annotate(before=Count("steps")).filter(before__lt=MOST_STEPS)
    return list(short.order_by("-pk")[:MOST_WAYS])


def _touches(share: Share) -> Q:
    """The condition on a grant that its bundle holds the thing, or something of it."""
    items = BundleItem.objects.filter(bundle_id=OuterRef("bundle_id"))
    if share.track is not None:
        return Q(Exists(items.filter(Q(track=share.track) | Q(album=share.track.album_id))))
    if share.album_id is not None:
        return Q(Exists(items.filter(Q(album=share.album_id) | Q(track__album=share.album_id))))
    entries = PlaylistEntry.objects.filter(playlist=share.playlist_id)
    inside = items.filter(
        Q(track_id__in=entries.values("track_id"))
        | Q(album_id__in=entries.values("track__album_id"))
    )
    return Q(bundle__share__playlist=share.playlist_id) | Q(Exists(inside))
