from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Gain")


@_attrs_define
class Gain:
    """ReplayGain 2.0: dB to apply for −18 LUFS, peaks linear.

    Attributes:
        track_db (float):
        track_peak (float | None):
        album_db (float | None):
        album_peak (float | None):
    """

    track_db: float
    track_peak: float | None
    album_db: float | None
    album_peak: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        track_db = self.track_db

        track_peak: float | None
        track_peak = self.track_peak

        album_db: float | None
        album_db = self.album_db

        album_peak: float | None
        album_peak = self.album_peak

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "track_db": track_db,
                "track_peak": track_peak,
                "album_db": album_db,
                "album_peak": album_peak,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        track_db = d.pop("track_db")

        def _parse_track_peak(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        track_peak = _parse_track_peak(d.pop("track_peak"))

        def _parse_album_db(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        album_db = _parse_album_db(d.pop("album_db"))

        def _parse_album_peak(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        album_peak = _parse_album_peak(d.pop("album_peak"))

        gain = cls(
            track_db=track_db,
            track_peak=track_peak,
            album_db=album_db,
            album_peak=album_peak,
        )

        gain.additional_properties = d
        return gain

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
