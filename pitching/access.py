"""Who may pitch, for which workspace, and what they see of it.

Whoever belongs to a workspace sees its pitches and contacts. Its owners and editors change and send them, if they have
the role artist (the permission to pitch). A link itself, which opens music to whoever holds it, is shown to them alone.
"""

from typing import Any

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from common.errors import Forbidden, NotFound
from common.ids import PUBLIC_ID
from pitching.models import Contact, Pitch

PERMISSION = "pitching.add_pitch"


def may_pitch(user: User) -> bool:
    """Whether a person pitches at all: the role artist has that."""
    return user.has_perm(PERMISSION)


def may_change(user: User, viewer: Viewer, workspace_id: int) -> bool:
    """Whether a person changes what a workspace pitches."""
    return workspace_id in viewer.editable_workspace_ids and may_pitch(user)


def check_may_change(user: User, viewer: Viewer, workspace_id: int) -> None:
    """Raises Forbidden, in words that say what is missing."""
    if workspace_id not in viewer.editable_workspace_ids:
        raise Forbidden("Owners and editors of the workspace pitch its music.")
    if not may_pitch(user):
        raise Forbidden("Pitching takes the role artist: an administrator gives it.")


def workspace_for(user: User, viewer: Viewer, public_id: str = "") -> Workspace:
    """The workspace to pitch for: the one named, else one's own. Raises NotFound, Forbidden for who only looks."""
    workspace = workspace_seen(user, viewer, public_id)
    check_may_change(user, viewer, workspace.pk)
    return workspace


def workspace_seen(user: User, viewer: Viewer, public_id: str = "") -> Workspace:
    """As `workspace_for`, for whoever belongs to it."""
    if not public_id:
        return user.personal_workspace
    found = Workspace.objects.filter(public_id=public_id, pk__in=viewer.workspace_ids).first()
    if found is None:
        raise NotFound
    return found


def workspaces_for(viewer: Viewer) -> list[Workspace]:
    """Whose pitches and contacts the viewer sees, their own first."""
    rows = list(Workspace.objects.filter(pk__in=viewer.workspace_ids).order_by("name", "pk"))
    return sorted(rows, key=lambda row: row.personal_of_id != viewer.user_id)


def pitch_for(viewer: Viewer, public_id: str) -> Pitch:
    """A pitch of the viewer's workspaces. Raises NotFound for all others alike."""
    found: Pitch = _seen(Pitch.objects.seen_by(viewer).for_cards(), public_id)
    return found


def contact_for(viewer: Viewer, public_id: str) -> Contact:
    """A contact of the viewer's workspaces. Raises NotFound for all others alike."""
    found: Contact = _seen(Contact.objects.seen_by(viewer).for_rows(), public_id)
    return found


def _seen(rows: Any, public_id: str) -> Any:
    found = rows.filter(public_id=public_id).first() if PUBLIC_ID.fullmatch(public_id) else None
    if found is None:
        raise NotFound
    return found
