"""Reads of playlists. `listed_for` and `reachable_by` are the only ways to them, as in the catalogue.

The models import this module, so it finds them by name.
"""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils.timezone import now

from accounts.viewer import Viewer
from catalog.audience import Visibility
from catalog.models import Library
from catalog.reach import reach_of
from playlists.sharing.querysets import playlists_opened


def _collaborating(viewer: Viewer) -> Any:
    rows: Any = apps.get_model("playlists", "Collaborator")._default_manager.all()
    return rows.filter(user_id=viewer.user_id).values("playlist_id")


def helped_by(viewer: Viewer) -> frozenset[int]:
    """Keys of the playlists of others that the viewer works on: read once a request."""
    kept: frozenset[int] | None = viewer.kept.get("playlists")
    if kept is None:
        rows = () if viewer.user_id is None else _collaborating(viewer)
        kept = viewer.kept["playlists"] = frozenset(row["playlist_id"] for row in rows)
    return kept


def _libraries_of(viewer: Viewer, visibilities: tuple[str, ...]) -> "QuerySet[Library]":
    """The viewer's own libraries, and those of these visibilities that they are let into."""
    reach = reach_of(viewer)
    found: QuerySet[Library] = Library.objects.filter(
        Q(is_restricted=False, visibility__in=visibilities)
        | Q(pk__in=sorted(reach.read), visibility__in=visibilities)
        | Q(pk__in=sorted(reach.own))
    )
    return found


class PlaylistQuerySet(QuerySet[Any]):
    """Playlists by who sees, opens and changes them."""

    def mine(self, viewer: Viewer) -> Self:
        """Those that the viewer owns or works on."""
        if not viewer.is_member:
            return self.none()
        # By their keys: an OR with a subquery has the database read the playlists of everybody.
        mine = Q(owner_id=viewer.user_id) | Q(pk__in=sorted(helped_by(viewer)))
        return self.filter(deleted_at__isnull=True).filter(mine)

    def listed_for(self, viewer: Viewer) -> Self:
        """What the viewer sees in lists and search: their own, and what is for everyone or for members."""
        return self._seen(viewer, self._levels(viewer))

    def reachable_by(self, viewer: Viewer, *, at: datetime | None = None) -> Self:
        """What the viewer may open by its address: also what was shared with them."""
        levels = (*self._levels(viewer), Visibility.UNLISTED)
        if reach_of(viewer).holds_grants:
            return self._seen(viewer, levels, playlists_opened(viewer, at or now()))
        return self._seen(viewer, levels)

    def giveable_by(self, viewer: Viewer, *, to_download: bool = False) -> Self:
        """What the viewer may share: their own, what everybody may open who has its address, and what they were given
        with the right to share it. `to_download`: and to let others download what of it they may.
        """
        levels = (*self._levels(viewer), Visibility.UNLISTED)
        allowed = Q(visibility__in=levels) | Q(owner_id=viewer.user_id, owner_id__isnull=False)
        allowed |= Q(library__visibility__in=levels, library__is_restricted=False)
        if reach_of(viewer).holds_grants:
            allowed |= playlists_opened(viewer, now(), to_share=True, to_download=to_download)
        return self.filter(deleted_at__isnull=True, taken_down_at__isnull=True).filter(allowed)

    def editable_by(self, viewer: Viewer) -> Self:
        """Whose entries the viewer may change: the owner and the collaborators. A library's are its files' affair."""
        if not viewer.is_member:
            return self.none()
        return self.filter(deleted_at__isnull=True).filter(self._own(viewer))

    def owned_by(self, viewer: Viewer) -> Self:
        """Whose name, visibility, collaborators and life the viewer decides on."""
        if not viewer.is_member:
            return self.none()
        return self.filter(deleted_at__isnull=True, owner_id=viewer.user_id)

    def for_cards(self) -> Self:
        """With what a playlist's card shows."""
        return self.select_related("cover", "owner", "library")

    @staticmethod
    def _levels(viewer: Viewer) -> tuple[str, ...]:
        if viewer.is_member:
            return (Visibility.PUBLIC, Visibility.MEMBERS)
        return (Visibility.PUBLIC,)

    @staticmethod
    def _own(viewer: Viewer) -> Q:
        return Q(owner_id=viewer.user_id) | Q(pk__in=_collaborating(viewer))

    def _seen(self, viewer: Viewer, visibilities: tuple[str, ...], also: Q | None = None) -> Self:
        allowed = Q(visibility__in=visibilities) | Q(
            library_id__in=_libraries_of(viewer, visibilities).order_by().values("pk")
        )
        if viewer.is_member:
            allowed |= self._own(viewer)
        if also is not None:
            allowed |= also
        return self.filter(deleted_at__isnull=True).filter(allowed)
