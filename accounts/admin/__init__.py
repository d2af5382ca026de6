"""People, workspaces and invitations in the admin, for administrators."""

from accounts.admin.invitations import InvitationAdmin
from accounts.admin.users import UserAdmin
from accounts.admin.workspaces import WorkspaceAdmin

__all__ = ["InvitationAdmin", "UserAdmin", "WorkspaceAdmin"]
