"""One place up or down."""

from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Conflict
from playlists.models import PlaylistChange, PlaylistEntry
from playlists.places import Place
from playlists.services.change import locked
from playlists.services.entries import entries_move


@transaction.atomic
def entry_step(
    *, viewer: Viewer, user: User, playlist_id: str, entry: str, up: bool
) -> PlaylistChange | None:
    """Move an entry past its neighbour, which is looked for when nobody else moves any more; None at the end.

    Raises NotFound, Forbidden, and Conflict for an entry that is gone.
    """
    playlist = locked(viewer=viewer, public_id=playlist_id)
    rows = PlaylistEntry.objects.filter(playlist=playlist)
    here = rows.filter(public_id=entry).values_list("position", flat=True).first()
    if here is None:
        raise Conflict
    beside = (
        rows.filter(position__lt=here).order_by("-position")
        if up
        else rows.filter(position__gt=here).order_by("position")
    )
    other = beside.values_list("public_id", flat=True).first()
    if other is None:
        return None
    place = Place("before" if up else "after", other)
    moved = entries_move(
        viewer=viewer, user=user, playlist_id=playlist_id, entries=[entry], place=place
    )
    return moved[1]
