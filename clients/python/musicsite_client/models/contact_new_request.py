from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ContactNewRequest")


@_attrs_define
class ContactNewRequest:
    """A name or an address at least.

    Attributes:
        name (str | Unset):
        email (str | Unset):
        company (str | Unset):
        role (str | Unset):
        phone (str | Unset):
        notes (str | Unset):
        tags (list[str] | Unset):
        workspace (str | Unset): Whose; one's own unless told.
    """

    name: str | Unset = UNSET
    email: str | Unset = UNSET
    company: str | Unset = UNSET
    role: str | Unset = UNSET
    phone: str | Unset = UNSET
    notes: str | Unset = UNSET
    tags: list[str] | Unset = UNSET
    workspace: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        email = self.email

        company = self.company

        role = self.role

        phone = self.phone

        notes = self.notes

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        workspace = self.workspace

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if email is not UNSET:
            field_dict["email"] = email
        if company is not UNSET:
            field_dict["company"] = company
        if role is not UNSET:
            field_dict["role"] = role
        if phone is not UNSET:
            field_dict["phone"] = phone
        if notes is not UNSET:
            field_dict["notes"] = notes
        if tags is not UNSET:
            field_dict["tags"] = tags
        if workspace is not UNSET:
            field_dict["workspace"] = workspace

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        email = d.pop("email", UNSET)

        company = d.pop("company", UNSET)

        role = d.pop("role", UNSET)

        phone = d.pop("phone", UNSET)

        notes = d.pop("notes", UNSET)

        tags = cast(list[str], d.pop("tags", UNSET))

        workspace = d.pop("workspace", UNSET)

        contact_new_request = cls(
            name=name,
            email=email,
            company=company,
            role=role,
            phone=phone,
            notes=notes,
            tags=tags,
            workspace=workspace,
        )

        contact_new_request.additional_properties = d
        return contact_new_request

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
