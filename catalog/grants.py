"""Which grants work: what shares and pitches open, asked by every read of albums, tracks and playlists.

The models are found by name, as their QuerySets import this module.
"""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from accounts.viewer import WRITERS, Viewer


def rows_of(model: str) -> Any:
    """The model's whole QuerySet, whose class the type checker can not know from its name."""
    return apps.get_model("catalog", model)._default_manager.all()


def outer(column: str, levels: int = 1) -> OuterRef:
    """A column of the row that is so many queries further out."""
    found = OuterRef(column)
    for _ in range(levels - 1):
        found = OuterRef(found)
    return found


def grants_held(
    viewer: Viewer, at: datetime, *, to_download: bool = False, to_share: bool = False
) -> Any:
    """Grants to the viewer, or to a link they hold, that are neither expired nor revoked."""
    held = rows_of("Grant").filter(
        Q(user_id=viewer.user_id, user_id__isnull=False) | Q(link_hash__in=viewer.link_hashes),
        Q(expires_at__isnull=True) | Q(expires_at__gt=at),
        revoked_at__isnull=True,
    )
    if to_download:
        held = held.filter(may_download=True)
    return held.filter(may_share=True) if to_share else held


def is_whole(at: datetime, holds: Q | Exists, *, to_download: bool = False) -> Q:
    """The condition on a grant that was passed on: all grants before it work, may be shared and hold the thing too.

    `holds` is asked of a `GrantStep`: whether the bundle of its `through` holds what is asked for. A grant that was
    given at first hand has no steps, and so none that is broken.
    """
    broken = (
        Q(through__revoked_at__isnull=False)
        | Q(through__expires_at__lte=at)
        | Q(through__may_share=False)
        | Q(through__user__is_active=False)
        | ~holds
    )
    if to_download:
        broken |= Q(through__may_download=False)
    return ~Q(Exists(rows_of("GrantStep").filter(broken, grant_id=OuterRef("pk"))))


def by_writers(grants: Any, workspace: Any) -> Any:
    """Those of the grants whose giver is owner or editor of the workspace."""
    return grants.filter(
        given_by__memberships__workspace_id=workspace, given_by__memberships__role__in=WRITERS
    )
