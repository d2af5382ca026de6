from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.links_add_request_formats_type_0_item import (
    LinksAddRequestFormatsType0Item,
    check_links_add_request_formats_type_0_item,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="LinksAddRequest")


@_attrs_define
class LinksAddRequest:
    """For whom: contacts by their ids, all that have a tag, or whoever gets hold of it (`general`).

    Attributes:
        name (str | Unset):
        formats (list[LinksAddRequestFormatsType0Item] | None | Unset):
        expires_at (datetime.datetime | None | Unset):
        contacts (list[str] | Unset):
        tags (list[str] | Unset):
        general (bool | Unset):  Default: False.
    """

    name: str | Unset = UNSET
    formats: list[LinksAddRequestFormatsType0Item] | None | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
    contacts: list[str] | Unset = UNSET
    tags: list[str] | Unset = UNSET
    general: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        formats: list[str] | None | Unset
        if isinstance(self.formats, Unset):
            formats = UNSET
        elif isinstance(self.formats, list):
            formats = []
            for formats_type_0_item_data in self.formats:
                formats_type_0_item: str = formats_type_0_item_data
                formats.append(formats_type_0_item)

        else:
            formats = self.formats

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        contacts: list[str] | Unset = UNSET
        if not isinstance(self.contacts, Unset):
            contacts = self.contacts

        tags: list[str] | Unset = UNSET
        if not isinstance(self.tags, Unset):
            tags = self.tags

        general = self.general

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if formats is not UNSET:
            field_dict["formats"] = formats
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if contacts is not UNSET:
            field_dict["contacts"] = contacts
        if tags is not UNSET:
            field_dict["tags"] = tags
        if general is not UNSET:
            field_dict["general"] = general

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_formats(data: object) -> list[LinksAddRequestFormatsType0Item] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                formats_type_0 = []
                _formats_type_0 = data
                for formats_type_0_item_data in _formats_type_0:
                    formats_type_0_item = check_links_add_request_formats_type_0_item(
                        formats_type_0_item_data
                    )

                    formats_type_0.append(formats_type_0_item)

                return formats_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[LinksAddRequestFormatsType0Item] | None | Unset, data)

        formats = _parse_formats(d.pop("formats", UNSET))

        def _parse_expires_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        expires_at = _parse_expires_at(d.pop("expires_at", UNSET))

        contacts = cast(list[str], d.pop("contacts", UNSET))

        tags = cast(list[str], d.pop("tags", UNSET))

        general = d.pop("general", UNSET)

        links_add_request = cls(
            name=name,
            formats=formats,
            expires_at=expires_at,
            contacts=contacts,
            tags=tags,
            general=general,
        )

        links_add_request.additional_properties = d
        return links_add_request

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
