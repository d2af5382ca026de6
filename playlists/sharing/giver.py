"""The lock under which somebody shares."""

from accounts.models import User, Workspace
from accounts.services.workspaces import workspace_ensure_personal


def giver_locked(user: User) -> Workspace:
    """The giver's own workspace, which owns what they give, its row locked until the transaction ends.

    Not the user's row: what is given to them by others holds that as its foreign key, and two who give to each other
    at the same moment would wait for each other.
    """
    workspace = workspace_ensure_personal(user=user)
    return Workspace.objects.select_for_update().get(pk=workspace.pk)
