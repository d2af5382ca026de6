"""Telling those whose it is that something was taken down, and why; to everybody else it is not there."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from catalog.models import Album, TakeDown, Track
from common.errors import TakenDown


def taken_down_tell(viewer: Viewer, model: Any, public_id: str) -> None:
    """Raise TakenDown where this album or track of the viewer's own workspaces was taken down.

    Asked only of what was not found: no query for nobody, and none where it was.
    """
    if not viewer.is_member or model not in (Album, Track):
        return
    held = model.objects.taken_down_of(viewer).filter(public_id=public_id)
    if model is Track:
        held = held.select_related("taken_down", "album__taken_down")
    else:
        held = held.select_related("taken_down")
    row = held.first()
    if row is None:
        return
    down = row.taken_down or row.album.taken_down
    raise TakenDown(
        _("“%(title)s” was taken down: %(why)s") % {"title": row.title, "why": told_of(down)}
    )


def told_of(down: TakeDown) -> str:
    """When and why, in one line. Who did it is the site's own affair."""
    day = date_format(down.created_at, "DATE_FORMAT")
    return f"{day}. {down.why}" if down.why else str(day)
