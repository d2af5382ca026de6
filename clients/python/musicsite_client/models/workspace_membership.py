from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.workspace_membership_role_enum import (
    WorkspaceMembershipRoleEnum,
    check_workspace_membership_role_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="WorkspaceMembership")


@_attrs_define
class WorkspaceMembership:
    """A workspace, and what one is in it.

    Attributes:
        id (str):
        name (str):
        kind (str):
        role (WorkspaceMembershipRoleEnum | Unset): * `owner` - Owner
            * `editor` - Editor
            * `viewer` - Viewer
    """

    id: str
    name: str
    kind: str
    role: WorkspaceMembershipRoleEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        kind = self.kind

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "kind": kind,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        kind = d.pop("kind")

        _role = d.pop("role", UNSET)
        role: WorkspaceMembershipRoleEnum | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_workspace_membership_role_enum(_role)

        workspace_membership = cls(
            id=id,
            name=name,
            kind=kind,
            role=role,
        )

        workspace_membership.additional_properties = d
        return workspace_membership

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
