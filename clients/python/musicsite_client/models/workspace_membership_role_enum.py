from typing import Literal

WorkspaceMembershipRoleEnum = Literal["editor", "owner", "viewer"]

WORKSPACE_MEMBERSHIP_ROLE_ENUM_VALUES: set[WorkspaceMembershipRoleEnum] = {
    "editor",
    "owner",
    "viewer",
}


def check_workspace_membership_role_enum(value: str) -> WorkspaceMembershipRoleEnum:
    if value in WORKSPACE_MEMBERSHIP_ROLE_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {WORKSPACE_MEMBERSHIP_ROLE_ENUM_VALUES!r}"
    )
