"""Writes: people, their workspaces, how they come in and how they leave."""

from accounts.services.avatars import avatar_remove, avatar_set
from accounts.services.emails import email_change, email_settle
from accounts.services.invitations import (
    invitation_accept,
    invitation_create,
    invitation_find,
    invitation_renew,
    invitation_revoke,
)
from accounts.services.leaving import (
    account_deletion_ask,
    account_deletion_cancel,
    personal_export_ask,
)
from accounts.services.passwords import password_link
from accounts.services.profiles import person_change, preferences_change, profile_change
from accounts.services.provider_roles import user_roles_follow
from accounts.services.saved_filters import saved_filter_delete, saved_filter_keep
from accounts.services.second_factor import second_factor_is_set, second_factor_ok
from accounts.services.sign_out import device_end, sign_out_everywhere
from accounts.services.users import handle_for, user_create, user_settle, user_staff_by_groups
from accounts.services.workspaces import (
    member_change,
    member_remove,
    owner_required,
    site_workspace,
    workspace_create,
    workspace_ensure_personal,
    workspace_join,
    workspace_leave,
    workspace_rename,
    workspaces_hand_on,
)

__all__ = [
    "account_deletion_ask",
    "account_deletion_cancel",
    "avatar_remove",
    "avatar_set",
    "device_end",
    "email_change",
    "email_settle",
    "handle_for",
    "invitation_accept",
    "invitation_create",
    "invitation_find",
    "invitation_renew",
    "invitation_revoke",
    "member_change",
    "member_remove",
    "owner_required",
    "password_link",
    "person_change",
    "personal_export_ask",
    "preferences_change",
    "profile_change",
    "saved_filter_delete",
    "saved_filter_keep",
    "second_factor_is_set",
    "second_factor_ok",
    "sign_out_everywhere",
    "site_workspace",
    "user_create",
    "user_roles_follow",
    "user_settle",
    "user_staff_by_groups",
    "workspace_create",
    "workspace_ensure_personal",
    "workspace_join",
    "workspace_leave",
    "workspace_rename",
    "workspaces_hand_on",
]
