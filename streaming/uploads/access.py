"""Who may upload, and where to."""

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from common.errors import Forbidden, NotFound
from common.ids import PUBLIC_ID
from streaming.models import Upload

PERMISSION = "accounts.upload"


def may_upload(user: User) -> bool:
    """Whether a person uploads at all: the role artist has that."""
    return user.has_perm(PERMISSION)


def check_may_upload(user: User) -> None:
    if not may_upload(user):
        raise Forbidden("Uploading takes the role artist: an administrator gives it.")


def workspace_for(user: User, viewer: Viewer, public_id: str = "") -> Workspace:
    """The workspace to upload to: the one named, else one's own. Raises NotFound, Forbidden for who only looks."""
    if not public_id:
        return user.personal_workspace
    workspace = Workspace.objects.filter(public_id=public_id, pk__in=viewer.workspace_ids).first()
    if workspace is None:
        raise NotFound
    check_may_change(viewer, workspace.pk)
    return workspace


def workspaces_for(viewer: Viewer) -> list[Workspace]:
    """Where the viewer may upload to, their own first."""
    rows = list(
        Workspace.objects.filter(pk__in=viewer.editable_workspace_ids).order_by("name", "pk")
    )
    return sorted(rows, key=lambda row: row.personal_of_id != viewer.user_id)


def check_may_change(viewer: Viewer, workspace_id: int) -> None:
    if workspace_id not in viewer.editable_workspace_ids:
        raise Forbidden("Owners and editors of the workspace upload to it.")


def upload_for(viewer: Viewer, public_id: str) -> Upload:
    """An upload of the viewer's workspaces. Raises NotFound for all others alike."""
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    found = Upload.objects.seen_by(viewer).with_results().filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def upload_to_change(user: User, viewer: Viewer, public_id: str) -> Upload:
    """As `upload_for`, for whoever may go on with it. Raises Forbidden."""
    upload = upload_for(viewer, public_id)
    check_may_change(viewer, upload.workspace_id)
    check_may_upload(user)
    return upload
