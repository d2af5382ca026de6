from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.patched_link_terms_request_formats_type_0_item import (
    PatchedLinkTermsRequestFormatsType0Item,
    check_patched_link_terms_request_formats_type_0_item,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedLinkTermsRequest")


@_attrs_define
class PatchedLinkTermsRequest:
    """A link's own terms; null: the pitch's.

    Attributes:
        name (str | Unset):
        formats (list[PatchedLinkTermsRequestFormatsType0Item] | None | Unset):
        expires_at (datetime.datetime | None | Unset):
    """

    name: str | Unset = UNSET
    formats: list[PatchedLinkTermsRequestFormatsType0Item] | None | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
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

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if formats is not UNSET:
            field_dict["formats"] = formats
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        def _parse_formats(
            data: object,
        ) -> list[PatchedLinkTermsRequestFormatsType0Item] | None | Unset:
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
                    formats_type_0_item = check_patched_link_terms_request_formats_type_0_item(
                        formats_type_0_item_data
                    )

                    formats_type_0.append(formats_type_0_item)

                return formats_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[PatchedLinkTermsRequestFormatsType0Item] | None | Unset, data)

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

        patched_link_terms_request = cls(
            name=name,
            formats=formats,
            expires_at=expires_at,
        )

        patched_link_terms_request.additional_properties = d
        return patched_link_terms_request

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
