from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.event_kind_enum import EventKindEnum, check_event_kind_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.pitch_device import PitchDevice
    from ..models.who import Who


T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """One thing that was done. `heard`: `[[from ms, to ms], …]`; `words`: `played 1:12–1:40 of Harbour twice`.

    Attributes:
        id (str):
        kind (EventKindEnum): * `opened` - Opened
            * `played` - Played
            * `downloaded` - Downloaded
            * `favourited` - Marked as favourite
            * `unfavourited` - Is no favourite any more
            * `commented` - Commented
            * `licence` - Asked for a licence
            * `forwarded` - Forwarded
        at (datetime.datetime):
        pitch (str):
        who (Who): Whose link it is; `contact` is null for a general one.
        words (str):
        heard (list[list[int]]):
        seconds (float):
        device (PitchDevice):
        track (None | str | Unset):
    """

    id: str
    kind: EventKindEnum
    at: datetime.datetime
    pitch: str
    who: Who
    words: str
    heard: list[list[int]]
    seconds: float
    device: PitchDevice
    track: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind: str = self.kind

        at = self.at.isoformat()

        pitch = self.pitch

        who = self.who.to_dict()

        words = self.words

        heard = []
        for heard_item_data in self.heard:
            heard_item = heard_item_data

            heard.append(heard_item)

        seconds = self.seconds

        device = self.device.to_dict()

        track: None | str | Unset
        if isinstance(self.track, Unset):
            track = UNSET
        else:
            track = self.track

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "at": at,
                "pitch": pitch,
                "who": who,
                "words": words,
                "heard": heard,
                "seconds": seconds,
                "device": device,
            }
        )
        if track is not UNSET:
            field_dict["track"] = track

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pitch_device import PitchDevice  # noqa: PLC0415
        from ..models.who import Who  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = check_event_kind_enum(d.pop("kind"))

        at = datetime.datetime.fromisoformat(d.pop("at"))

        pitch = d.pop("pitch")

        who = Who.from_dict(d.pop("who"))

        words = d.pop("words")

        heard = []
        _heard = d.pop("heard")
        for heard_item_data in _heard:
            heard_item = cast(list[int], heard_item_data)

            heard.append(heard_item)

        seconds = d.pop("seconds")

        device = PitchDevice.from_dict(d.pop("device"))

        def _parse_track(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        track = _parse_track(d.pop("track", UNSET))

        event = cls(
            id=id,
            kind=kind,
            at=at,
            pitch=pitch,
            who=who,
            words=words,
            heard=heard,
            seconds=seconds,
            device=device,
            track=track,
        )

        event.additional_properties = d
        return event

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
