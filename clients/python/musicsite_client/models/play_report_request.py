from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PlayReportRequest")


@_attrs_define
class PlayReportRequest:
    """What a player tells. `started_at` and `ended` are the player's own word: taken, and believed in nothing.

    Attributes:
        id (str): Made by the player, one for each play: 32 hex digits.
        track (str):
        seconds (float): Heard so far: of listening, not of position.
        started_at (datetime.datetime | None | Unset):
        source (str | Unset): `album:<id>`, `playlist:<id>`, `search` …
        ended (bool | Unset):  Default: False.
    """

    id: str
    track: str
    seconds: float
    started_at: datetime.datetime | None | Unset = UNSET
    source: str | Unset = UNSET
    ended: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        track = self.track

        seconds = self.seconds

        started_at: None | str | Unset
        if isinstance(self.started_at, Unset):
            started_at = UNSET
        elif isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        source: str | Unset
        if isinstance(self.source, Unset):
            source = UNSET
        else:
            source = self.source

        ended = self.ended

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "track": track,
                "seconds": seconds,
            }
        )
        if started_at is not UNSET:
            field_dict["started_at"] = started_at
        if source is not UNSET:
            field_dict["source"] = source
        if ended is not UNSET:
            field_dict["ended"] = ended

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        track = d.pop("track")

        seconds = d.pop("seconds")

        def _parse_started_at(data: object) -> datetime.datetime | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None | Unset, data)

        started_at = _parse_started_at(d.pop("started_at", UNSET))

        def _parse_source(data: object) -> str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(str | Unset, data)

        source = _parse_source(d.pop("source", UNSET))

        ended = d.pop("ended", UNSET)

        play_report_request = cls(
            id=id,
            track=track,
            seconds=seconds,
            started_at=started_at,
            source=source,
            ended=ended,
        )

        play_report_request.additional_properties = d
        return play_report_request

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
