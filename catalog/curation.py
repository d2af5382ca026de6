"""Who may change what of the catalogue, and in which state it is: for the API, where a person has no admin.

Albums and tracks are changed by owners and editors of their library's workspace, and by content managers as far as they
see them; artists and genres, which are everybody's, by content managers.
"""

import json
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.viewer import Viewer
from catalog.kinds import MODELS
from catalog.models import MergeJournal, Track
from catalog.services.curate import ALBUM_FIELDS, ARTIST_FIELDS, GENRE_FIELDS, TRACK_FIELDS
from common.errors import Forbidden, NotFound
from common.versions import version_tag

FIELDS: dict[str, tuple[str, ...]] = {
    "album": ALBUM_FIELDS,
    "track": TRACK_FIELDS,
    "artist": ARTIST_FIELDS,
    "genre": GENRE_FIELDS,
}


@dataclass(frozen=True, slots=True)
class Curator:
    """Somebody who wants to change the catalogue. `as_manager`: also by the permissions that they have on the site."""

    user: User
    viewer: Viewer
    as_manager: bool = True

    def manages(self, kind: str) -> bool:
        return self.as_manager and self.user.has_perm(f"catalog.change_{kind}")


def row_to_curate(curator: Curator, kind: str, public_id: str, *, shelved: bool = False) -> Any:
    """The row, for who may change it. Raises NotFound for hidden and missing alike, Forbidden for who sees it only.

    `shelved`: also one that was taken off the shelves, which nobody else sees.
    """
    model = MODELS[kind]
    rows = model.objects.filter(public_id=public_id)
    if kind in {"artist", "genre"}:
        found = rows.filter(pk__in=model.objects.reachable_by(curator.viewer).values("pk")).first()
        if found is None:
            raise NotFound
        if not curator.manages(kind):
            raise Forbidden("Artists and genres are everybody's: content managers change them.")
        return found
    found = rows.filter(
        library__workspace_id__in=curator.viewer.editable_workspace_ids, merged_into=None
    ).first()
    if found is None and curator.manages(kind):
        # Administrators see all in the admin; here they see what they reach, as everywhere on the site.
        seen = rows.curated_by(curator.user).filter(merged_into=None)
        reached = model.objects.reachable_by(curator.viewer).values("pk")
        shown = seen.filter(pk__in=reached)
        found = shown.first() or (shelved and seen.exclude(deleted_at=None).first()) or None
    if found is not None and (shelved or found.deleted_at is None):
        return found
    if model.objects.reachable_by(curator.viewer).filter(public_id=public_id).exists():
        raise Forbidden("You may not change this.")
    raise NotFound


def track_of_workspace(viewer: Viewer, public_id: str, *, to_change: bool = False) -> Any:
    """A track of the viewer's workspaces, whose rights they may read: no manager may, and nobody who only hears it.

    Raises NotFound for every other alike, and with `to_change` Forbidden for who only looks.
    """
    rows = Track.objects.filter(public_id=public_id, deleted_at=None, merged_into=None)
    found = (
        rows.filter(library__workspace_id__in=viewer.workspace_ids)
        .select_related("library")
        .first()
    )
    if found is None:
        raise NotFound
    if to_change and found.library.workspace_id not in viewer.editable_workspace_ids:
        raise Forbidden("Owners and editors of the workspace change this.")
    return found


def journals_of(curator: Curator) -> Any:
    """Merges that this person made."""
    return MergeJournal.objects.filter(by=curator.user)


def curation_tag(kind: str, row: Any) -> str:
    """The entity tag of all that can be changed of a row."""
    values = [str(getattr(row, name)) for name in FIELDS[kind]]
    curated = json.dumps(getattr(row, "curated", {}), sort_keys=True, default=str)
    more = [getattr(row, "visibility", ""), getattr(row, "artist_line", ""), row.updated_at]
    return version_tag(row.public_id, *values, curated, *more)
