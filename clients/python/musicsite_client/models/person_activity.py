from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.pitch_device import PitchDevice
    from ..models.who import Who


T = TypeVar("T", bound="PersonActivity")


@_attrs_define
class PersonActivity:
    """One recipient's activity.

    Attributes:
        plays (int):
        seconds (float):
        downloads (int):
        favourites (int):
        comments (int):
        last_at (datetime.datetime | None):
        who (Who): Whose link it is; `contact` is null for a general one.
        opens (int):
        licences (int):
        devices (list[PitchDevice]):
    """

    plays: int
    seconds: float
    downloads: int
    favourites: int
    comments: int
    last_at: datetime.datetime | None
    who: Who
    opens: int
    licences: int
    devices: list[PitchDevice]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        plays = self.plays

        seconds = self.seconds

        downloads = self.downloads

        favourites = self.favourites

        comments = self.comments

        last_at: None | str
        if isinstance(self.last_at, datetime.datetime):
            last_at = self.last_at.isoformat()
        else:
            last_at = self.last_at

        who = self.who.to_dict()

        opens = self.opens

        licences = self.licences

        devices = []
        for devices_item_data in self.devices:
            devices_item = devices_item_data.to_dict()
            devices.append(devices_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "plays": plays,
                "seconds": seconds,
                "downloads": downloads,
                "favourites": favourites,
                "comments": comments,
                "last_at": last_at,
                "who": who,
                "opens": opens,
                "licences": licences,
                "devices": devices,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pitch_device import PitchDevice  # noqa: PLC0415
        from ..models.who import Who  # noqa: PLC0415

        d = dict(src_dict)
        plays = d.pop("plays")

        seconds = d.pop("seconds")

        downloads = d.pop("downloads")

        favourites = d.pop("favourites")

        comments = d.pop("comments")

        def _parse_last_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_at = _parse_last_at(d.pop("last_at"))

        who = Who.from_dict(d.pop("who"))

        opens = d.pop("opens")

        licences = d.pop("licences")

        devices = []
        _devices = d.pop("devices")
        for devices_item_data in _devices:
            devices_item = PitchDevice.from_dict(devices_item_data)

            devices.append(devices_item)

        person_activity = cls(
            plays=plays,
            seconds=seconds,
            downloads=downloads,
            favourites=favourites,
            comments=comments,
            last_at=last_at,
            who=who,
            opens=opens,
            licences=licences,
            devices=devices,
        )

        person_activity.additional_properties = d
        return person_activity

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
