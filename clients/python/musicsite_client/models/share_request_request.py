from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="ShareRequestRequest")


@_attrs_define
class ShareRequestRequest:
    """Something to share, and with whom.

    Attributes:
        item (str): `track:<id>`, `album:<id>` or `playlist:<id>`.
        to (list[str]): Handles or e-mail addresses. Whether anybody here has an address is not told.
        note (str | Unset):
        may_download (bool | Unset):
        may_share (bool | Unset): They may share it further, never with more than they have.
        expires_at (datetime.datetime | None | Unset): When it ends; null: when you take it back.
    """

    item: str
    to: list[str]
    note: str | Unset = UNSET
    may_download: bool | Unset = UNSET
    may_share: bool | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item = self.item

        to = self.to

        note = self.note

        may_download = self.may_download

        may_share = self.may_share

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item": item,
                "to": to,
            }
        )
        if note is not UNSET:
            field_dict["note"] = note
        if may_download is not UNSET:
            field_dict["may_download"] = may_download
        if may_share is not UNSET:
            field_dict["may_share"] = may_share
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        item = d.pop("item")

        to = cast(list[str], d.pop("to"))

        note = d.pop("note", UNSET)

        may_download = d.pop("may_download", UNSET)

        may_share = d.pop("may_share", UNSET)

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

        share_request_request = cls(
            item=item,
            to=to,
            note=note,
            may_download=may_download,
            may_share=may_share,
            expires_at=expires_at,
        )

        share_request_request.additional_properties = d
        return share_request_request

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
