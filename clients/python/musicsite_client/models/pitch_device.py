from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pitch_device_kind_enum import (
    PitchDeviceKindEnum,
    check_pitch_device_kind_enum,
)

T = TypeVar("T", bound="PitchDevice")


@_attrs_define
class PitchDevice:
    """
    Attributes:
        kind (PitchDeviceKindEnum): * `phone` - Phone
            * `tablet` - Tablet
            * `desktop` - Computer
            * `other` - Other
        country (str):
    """

    kind: PitchDeviceKindEnum
    country: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        country = self.country

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "country": country,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_pitch_device_kind_enum(d.pop("kind"))

        country = d.pop("country")

        pitch_device = cls(
            kind=kind,
            country=country,
        )

        pitch_device.additional_properties = d
        return pitch_device

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
