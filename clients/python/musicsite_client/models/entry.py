from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.track import Track


T = TypeVar("T", bound="Entry")


@_attrs_define
class Entry:
    """A place in a playlist. `track` is null where you can't reach it; nothing else of it is told then.

    Attributes:
        id (str):
        added_at (datetime.datetime):
        track (None | Track):
        missing (bool): The track's file is not there at present.
    """

    id: str
    added_at: datetime.datetime
    track: None | Track
    missing: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.track import Track  # noqa: PLC0415

        id = self.id

        added_at = self.added_at.isoformat()

        track: dict[str, Any] | None
        if isinstance(self.track, Track):
            track = self.track.to_dict()
        else:
            track = self.track

        missing = self.missing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "added_at": added_at,
                "track": track,
                "missing": missing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

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

        missing = d.pop("missing")

        entry = cls(
            id=id,
            added_at=added_at,
            track=track,
            missing=missing,
        )

        entry.additional_properties = d
        return entry

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
