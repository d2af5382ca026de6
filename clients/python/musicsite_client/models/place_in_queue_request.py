from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PlaceInQueueRequest")


@_attrs_define
class PlaceInQueueRequest:
    """Where in a queue somebody is, and who says so.

    Attributes:
        current (int | Unset): Index of the current track. Default: 0.
        position_ms (int | Unset):  Default: 0.
        source (str | Unset): Where the current track came from, as in `plays/`.
        device (str | Unset): Made by the player once for each device.
    """

    current: int | Unset = 0
    position_ms: int | Unset = 0
    source: str | Unset = UNSET
    device: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        current = self.current

        position_ms = self.position_ms

        source: str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        device: str | Unset
        if isinstance(self.device, Unset):
            device = UNSET
        else:
            device = self.device

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if current is not UNSET:
            field_dict["current"] = current
        if position_ms is not UNSET:
            field_dict["position_ms"] = position_ms
        if source is not UNSET:
            field_dict["source"] = source
        if device is not UNSET:
            field_dict["device"] = device

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        current = d.pop("current", UNSET)

        position_ms = d.pop("position_ms", UNSET)

        def _parse_source(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        def _parse_device(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        device = _parse_device(d.pop("device", UNSET))

        place_in_queue_request = cls(
            current=current,
            position_ms=position_ms,
            source=source,
            device=device,
        )

        place_in_queue_request.additional_properties = d
        return place_in_queue_request

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
