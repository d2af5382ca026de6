"""Writes: people, their workspaces, how they come in and how they leave."""

from accounts.services.second_factor import second_factor_is_set, second_factor_ok
from accounts.services.users import handle_for, user_create, user_settle, user_staff_by_groups
from accounts.services.workspaces import (
    site_workspace,
    workspace_ensure_personal,
    workspace_join,
)

__all__ = [
    "handle_for",
    "second_factor_is_set",
    "second_factor_ok",
    "site_workspace",
    "user_create",
    "user_settle",
    "user_staff_by_groups",
    "workspace_ensure_personal",
    "workspace_join",
]
