from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.formats_enum import FormatsEnum, check_formats_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedPitchFactsRequest")


@_attrs_define
class PatchedPitchFactsRequest:
    """What is said of a pitch. What is left out stays, or is as the workspace's defaults say.

    Attributes:
        title (str | Unset):
        message (str | Unset):
        color (str | Unset):
        formats (list[FormatsEnum] | Unset):
        excerpt_ms (int | None | Unset): 5,000 to 600,000; null: whole tracks.
        expires_at (datetime.datetime | None | Unset):
        embargo_until (datetime.datetime | None | Unset):
        password (str | Unset): Asked of recipients; empty: none. It is never told again.
        video_url (str | Unset):
        is_template (bool | Unset):
    """

    title: str | Unset = UNSET
    message: str | Unset = UNSET
    color: str | Unset = UNSET
    formats: list[FormatsEnum] | Unset = UNSET
    excerpt_ms: int | None | Unset = UNSET
    expires_at: datetime.datetime | None | Unset = UNSET
    embargo_until: datetime.datetime | None | Unset = UNSET
    password: str | Unset = UNSET
    video_url: str | Unset = UNSET
    is_template: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        message = self.message

        color = self.color

        formats: list[str] | Unset = UNSET
        if not isinstance(self.formats, Unset):
            formats = []
            for formats_item_data in self.formats:
                formats_item: str = formats_item_data
                formats.append(formats_item)

        excerpt_ms: int | None | Unset
        if isinstance(self.excerpt_ms, Unset):
            excerpt_ms = UNSET
        else:
            excerpt_ms = self.excerpt_ms

        expires_at: None | str | Unset
        if isinstance(self.expires_at, Unset):
            expires_at = UNSET
        elif isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        embargo_until: None | str | Unset
        if isinstance(self.embargo_until, Unset):
            embargo_until = UNSET
        elif isinstance(self.embargo_until, datetime.datetime):
            embargo_until = self.embargo_until.isoformat()
        else:
            embargo_until = self.embargo_until

        password = self.password

        video_url = self.video_url

        is_template = self.is_template

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if message is not UNSET:
            field_dict["message"] = message
        if color is not UNSET:
            field_dict["color"] = color
        if formats is not UNSET:
            field_dict["formats"] = formats
        if excerpt_ms is not UNSET:
            field_dict["excerpt_ms"] = excerpt_ms
        if expires_at is not UNSET:
            field_dict["expires_at"] = expires_at
        if embargo_until is not UNSET:
            field_dict["embargo_until"] = embargo_until
        if password is not UNSET:
            field_dict["password"] = password
        if video_url is not UNSET:
            field_dict["video_url"] = video_url
        if is_template is not UNSET:
            field_dict["is_template"] = is_template

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title", UNSET)

        message = d.pop("message", UNSET)

        color = d.pop("color", UNSET)

        _formats = d.pop("formats", UNSET)
        formats: list[FormatsEnum] | Unset = UNSET
        if _formats is not UNSET:
            formats = []
            for formats_item_data in _formats:
                formats_item = check_formats_enum(formats_item_data)

                formats.append(formats_item)

        def _parse_excerpt_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        excerpt_ms = _parse_excerpt_ms(d.pop("excerpt_ms", UNSET))

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

        def _parse_embargo_until(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                embargo_until_type_0 = datetime.datetime.fromisoformat(data)

                return embargo_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        embargo_until = _parse_embargo_until(d.pop("embargo_until", UNSET))

        password = d.pop("password", UNSET)

        video_url = d.pop("video_url", UNSET)

        is_template = d.pop("is_template", UNSET)

        patched_pitch_facts_request = cls(
            title=title,
            message=message,
            color=color,
            formats=formats,
            excerpt_ms=excerpt_ms,
            expires_at=expires_at,
            embargo_until=embargo_until,
            password=password,
            video_url=video_url,
            is_template=is_template,
        )

        patched_pitch_facts_request.additional_properties = d
        return patched_pitch_facts_request

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
