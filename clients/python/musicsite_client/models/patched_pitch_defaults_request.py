from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.formats_enum import FormatsEnum, check_formats_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedPitchDefaultsRequest")


@_attrs_define
class PatchedPitchDefaultsRequest:
    """What a workspace's pitches start from.

    Attributes:
        sender_name (str | Unset):
        reply_to (str | Unset):
        message (str | Unset):
        color (str | Unset):
        formats (list[FormatsEnum] | Unset):
        expires_days (int | None | Unset):
        excerpt_ms (int | None | Unset):
    """

    sender_name: str | Unset = UNSET
    reply_to: str | Unset = UNSET
    message: str | Unset = UNSET
    color: str | Unset = UNSET
    formats: list[FormatsEnum] | Unset = UNSET
    expires_days: int | None | Unset = UNSET
    excerpt_ms: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        sender_name = self.sender_name

        reply_to = self.reply_to

        message = self.message

        color = self.color

        formats: list[str] | Unset = UNSET
        if not isinstance(self.formats, Unset):
            formats = []
            for formats_item_data in self.formats:
                formats_item: str = formats_item_data
                formats.append(formats_item)

        expires_days: int | None | Unset
        if isinstance(self.expires_days, Unset):
            expires_days = UNSET
        else:
            expires_days = self.expires_days

        excerpt_ms: int | None | Unset
        if isinstance(self.excerpt_ms, Unset):
            excerpt_ms = UNSET
        else:
            excerpt_ms = self.excerpt_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if sender_name is not UNSET:
            field_dict["sender_name"] = sender_name
        if reply_to is not UNSET:
            field_dict["reply_to"] = reply_to
        if message is not UNSET:
            field_dict["message"] = message
        if color is not UNSET:
            field_dict["color"] = color
        if formats is not UNSET:
            field_dict["formats"] = formats
        if expires_days is not UNSET:
            field_dict["expires_days"] = expires_days
        if excerpt_ms is not UNSET:
            field_dict["excerpt_ms"] = excerpt_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sender_name = d.pop("sender_name", UNSET)

        reply_to = d.pop("reply_to", UNSET)

        message = d.pop("message", UNSET)

        color = d.pop("color", UNSET)

        _formats = d.pop("formats", UNSET)
        formats: list[FormatsEnum] | Unset = UNSET
        if _formats is not UNSET:
            formats = []
            for formats_item_data in _formats:
                formats_item = check_formats_enum(formats_item_data)

                formats.append(formats_item)

        def _parse_expires_days(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        expires_days = _parse_expires_days(d.pop("expires_days", UNSET))

        def _parse_excerpt_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        excerpt_ms = _parse_excerpt_ms(d.pop("excerpt_ms", UNSET))

        patched_pitch_defaults_request = cls(
            sender_name=sender_name,
            reply_to=reply_to,
            message=message,
            color=color,
            formats=formats,
            expires_days=expires_days,
            excerpt_ms=excerpt_ms,
        )

        patched_pitch_defaults_request.additional_properties = d
        return patched_pitch_defaults_request

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
