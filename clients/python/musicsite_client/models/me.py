from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.workspace_membership import WorkspaceMembership


T = TypeVar("T", bound="Me")


@_attrs_define
class Me:
    """Who is signed in.

    Attributes:
        id (str):
        email (str): Kept in lower case.
        handle (str):
        may_upload (bool): Whether they upload at all; their role in a workspace decides where to.
        groups (list[str]):
        workspaces (list[WorkspaceMembership]):
        name (str | Unset):
        is_staff (bool | Unset): Designates whether the user can log into this admin site.
    """

    id: str
    email: str
    handle: str
    may_upload: bool
    groups: list[str]
    workspaces: list[WorkspaceMembership]
    name: str | Unset = UNSET
    is_staff: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        email = self.email

        handle = self.handle

        may_upload = self.may_upload

        groups = self.groups

        workspaces = []
        for workspaces_item_data in self.workspaces:
            workspaces_item = workspaces_item_data.to_dict()
            workspaces.append(workspaces_item)

        name = self.name

        is_staff = self.is_staff

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "email": email,
                "handle": handle,
                "may_upload": may_upload,
                "groups": groups,
                "workspaces": workspaces,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if is_staff is not UNSET:
            field_dict["is_staff"] = is_staff

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.workspace_membership import WorkspaceMembership  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        email = d.pop("email")

        handle = d.pop("handle")

        may_upload = d.pop("may_upload")

        groups = cast(list[str], d.pop("groups"))

        workspaces = []
        _workspaces = d.pop("workspaces")
        for workspaces_item_data in _workspaces:
            workspaces_item = WorkspaceMembership.from_dict(workspaces_item_data)

            workspaces.append(workspaces_item)

        name = d.pop("name", UNSET)

        is_staff = d.pop("is_staff", UNSET)

        me = cls(
            id=id,
            email=email,
            handle=handle,
            may_upload=may_upload,
            groups=groups,
            workspaces=workspaces,
            name=name,
            is_staff=is_staff,
        )

        me.additional_properties = d
        return me

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
