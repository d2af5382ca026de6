"""Reads of what was shared. The models import this module, so it finds them by name."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.grants import grants_held, is_whole, outer

KINDS = {"track": "catalog.Track", "album": "catalog.Album", "playlist": "playlists.Playlist"}


def _reachable(kind: str, viewer: Viewer) -> Any:
    model: Any = apps.get_model(KINDS[kind])
    return model.objects.reachable_by(viewer)


_JOINED = (
    "share__giver__profile", "share__giver__deletion", "user__profile", "user__deletion",
    "share__album__cover", "share__album__merged_into__cover", "share__track__album__cover",
    "share__playlist__cover", "share__playlist__owner", "share__playlist__library",
)  # fmt: skip
_LONG = (
    "share__album__comment", "share__album__curated", "share__album__merged_into__comment",
    "share__album__merged_into__curated", "share__track__comment", "share__track__curated", "share__track__lyrics",
    "share__track__synced_lyrics", "share__track__album__comment", "share__track__album__curated",
)  # fmt: skip


class ReceivedQuerySet(QuerySet[Any]):
    """What people received."""

    def open_for(self, viewer: Viewer, *, at: datetime | None = None) -> Self:
        """What the viewer was given and has not put away, as far as its giver and its time go."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at or now()),
            user_id=viewer.user_id,
            user_id__isnull=False,
            revoked_at__isnull=True,
            dismissed_at__isnull=True,
            share__giver__is_active=True,
        )

    def shown_to(self, viewer: Viewer, *, at: datetime | None = None) -> Self:
        """The inbox: what they may still open."""
        there = Q()
        for kind in KINDS:
            same = Q(pk=OuterRef(f"share__{kind}_id"))
            if kind == "album":
                same |= Q(pk=OuterRef("share__album__merged_into_id"))
            there |= Q(Exists(_reachable(kind, viewer).filter(same).order_by()))
        return self.open_for(viewer, at=at).filter(there)

    def given_by(self, viewer: Viewer) -> Self:
        """What the viewer gave to others and has not taken back."""
        return self.filter(
            share__giver_id=viewer.user_id,
            share__giver_id__isnull=False,
            revoked_at__isnull=True,
        )

    def with_things(self) -> Self:
        """With what was shared, by whom and with whom."""
        things = (f"share__{kind}" for kind in KINDS)
        return self.select_related(*things, *_JOINED).defer(*_LONG)


def playlists_opened(
    viewer: Viewer, at: datetime, *, to_share: bool = False, to_download: bool = False
) -> Q:
    """The condition on a playlist that a share opens it: by its owner, or passed on by those whom they gave it.

    The right to a private playlist is its owner's alone; who edits it may not give it away.
    """
    steps: Any = apps.get_model("playlists", "Share")._default_manager.filter(
        bundle_id=OuterRef("through__bundle_id"), playlist_id=outer("pk", 3)
    )
    held = grants_held(viewer, at, to_download=to_download, to_share=to_share).filter(
        is_whole(at, Exists(steps), to_download=to_download),
        given_by__is_active=True,
        given_by_id=OuterRef("owner_id"),
        bundle__share__playlist_id=OuterRef("pk"),
    )
    return Q(Exists(held))
