from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.track import Track


T = TypeVar("T", bound="QueueCurrent")


@_attrs_define
class QueueCurrent:
    """The track where a queue stands, the first that can be heard from there on; null where there is none.

    Attributes:
        device_name (str): As its browser calls itself.
        changed_at (datetime.datetime | None): Null where none was left yet.
        length (int):
        track (None | Track):
        current (int | Unset): Index of the current track. Default: 0.
        position_ms (int | Unset):  Default: 0.
        source (str | Unset): Where the current track came from, as in `plays/`.
        device (str | Unset): Made by the player once for each device.
    """

    device_name: str
    changed_at: datetime.datetime | None
    length: int
    track: None | Track
    current: int | Unset = 0
    position_ms: int | Unset = 0
    source: str | Unset = UNSET
    device: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.track import Track  # noqa: PLC0415

        device_name = self.device_name

        changed_at: None | str
        if isinstance(self.changed_at, datetime.datetime):
            changed_at = self.changed_at.isoformat()
        else:
            changed_at = self.changed_at

        length = self.length

        track: dict[str, Any] | None
        if isinstance(self.track, Track):
            track = self.track.to_dict()
        else:
            track = self.track

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
        field_dict.update(
            {
                "device_name": device_name,
                "changed_at": changed_at,
                "length": length,
                "track": track,
            }
        )
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
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        device_name = d.pop("device_name")

        def _parse_changed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                changed_at_type_0 = datetime.datetime.fromisoformat(data)

                return changed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        changed_at = _parse_changed_at(d.pop("changed_at"))

        length = d.pop("length")

        def _parse_track(data: object) -> None | Track:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                track_type_0 = Track.from_dict(data)

                return track_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Track, data)

        track = _parse_track(d.pop("track"))

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

        queue_current = cls(
            device_name=device_name,
            changed_at=changed_at,
            length=length,
            track=track,
            current=current,
            position_ms=position_ms,
            source=source,
            device=device,
        )

        queue_current.additional_properties = d
        return queue_current

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
