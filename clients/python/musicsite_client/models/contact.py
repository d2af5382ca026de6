from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Contact")


@_attrs_define
class Contact:
    """A person or desk outside. No letter goes to whom `is_mailable` is false.

    Attributes:
        id (str):
        url (str):
        workspace (str):
        name (str):
        email (str):
        role (str):
        phone (str):
        notes (str):
        tags (list[str]):
        is_mailable (bool):
        unsubscribed_at (datetime.datetime | None):
        bounced_at (datetime.datetime | None):
        complained_at (datetime.datetime | None):
        created_at (datetime.datetime):
        company (str | Unset):  Default: ''.
    """

    id: str
    url: str
    workspace: str
    name: str
    email: str
    role: str
    phone: str
    notes: str
    tags: list[str]
    is_mailable: bool
    unsubscribed_at: datetime.datetime | None
    bounced_at: datetime.datetime | None
    complained_at: datetime.datetime | None
    created_at: datetime.datetime
    company: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        url = self.url

        workspace = self.workspace

        name = self.name

        email = self.email

        role = self.role

        phone = self.phone

        notes = self.notes

        tags = self.tags

        is_mailable = self.is_mailable

        unsubscribed_at: None | str
        if isinstance(self.unsubscribed_at, datetime.datetime):
            unsubscribed_at = self.unsubscribed_at.isoformat()
        else:
            unsubscribed_at = self.unsubscribed_at

        bounced_at: None | str
        if isinstance(self.bounced_at, datetime.datetime):
            bounced_at = self.bounced_at.isoformat()
        else:
            bounced_at = self.bounced_at

        complained_at: None | str
        if isinstance(self.complained_at, datetime.datetime):
            complained_at = self.complained_at.isoformat()
        else:
            complained_at = self.complained_at

        created_at = self.created_at.isoformat()

        company = self.company

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "workspace": workspace,
                "name": name,
                "email": email,
                "role": role,
                "phone": phone,
                "notes": notes,
                "tags": tags,
                "is_mailable": is_mailable,
                "unsubscribed_at": unsubscribed_at,
                "bounced_at": bounced_at,
                "complained_at": complained_at,
                "created_at": created_at,
            }
        )
        if company is not UNSET:
            field_dict["company"] = company

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        url = d.pop("url")

        workspace = d.pop("workspace")

        name = d.pop("name")

        email = d.pop("email")

        role = d.pop("role")

        phone = d.pop("phone")

        notes = d.pop("notes")

        tags = cast(list[str], d.pop("tags"))

        is_mailable = d.pop("is_mailable")

        def _parse_unsubscribed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                unsubscribed_at_type_0 = datetime.datetime.fromisoformat(data)

                return unsubscribed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        unsubscribed_at = _parse_unsubscribed_at(d.pop("unsubscribed_at"))

        def _parse_bounced_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                bounced_at_type_0 = datetime.datetime.fromisoformat(data)

                return bounced_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        bounced_at = _parse_bounced_at(d.pop("bounced_at"))

        def _parse_complained_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                complained_at_type_0 = datetime.datetime.fromisoformat(data)

                return complained_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        complained_at = _parse_complained_at(d.pop("complained_at"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        company = d.pop("company", UNSET)

        contact = cls(
            id=id,
            url=url,
            workspace=workspace,
            name=name,
            email=email,
            role=role,
            phone=phone,
            notes=notes,
            tags=tags,
            is_mailable=is_mailable,
            unsubscribed_at=unsubscribed_at,
            bounced_at=bounced_at,
            complained_at=complained_at,
            created_at=created_at,
            company=company,
        )

        contact.additional_properties = d
        return contact

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
