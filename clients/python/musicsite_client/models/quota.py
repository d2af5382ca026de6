from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Quota")


@_attrs_define
class Quota:
    """What a workspace has uploaded, and what it may.

    Attributes:
        bytes_used (int):
        bytes_most (int):
        tracks_used (int):
        tracks_most (int):
        file_most (int): Bytes of one file.
    """

    bytes_used: int
    bytes_most: int
    tracks_used: int
    tracks_most: int
    file_most: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        bytes_used = self.bytes_used

        bytes_most = self.bytes_most

        tracks_used = self.tracks_used

        tracks_most = self.tracks_most

        file_most = self.file_most

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bytes_used": bytes_used,
                "bytes_most": bytes_most,
                "tracks_used": tracks_used,
                "tracks_most": tracks_most,
                "file_most": file_most,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        bytes_used = d.pop("bytes_used")

        bytes_most = d.pop("bytes_most")

        tracks_used = d.pop("tracks_used")

        tracks_most = d.pop("tracks_most")

        file_most = d.pop("file_most")

        quota = cls(
            bytes_used=bytes_used,
            bytes_most=bytes_most,
            tracks_used=tracks_used,
            tracks_most=tracks_most,
            file_most=file_most,
        )

        quota.additional_properties = d
        return quota

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
