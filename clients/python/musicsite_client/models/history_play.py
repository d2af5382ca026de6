from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.track import Track


T = TypeVar("T", bound="HistoryPlay")


@_attrs_define
class HistoryPlay:
    """One play.

    Attributes:
        id (str):
        track (Track): A track in a list or a queue.
        started_at (datetime.datetime):
        seconds (float): How long it was heard.
        counted (bool): Heard for half its length, or four minutes.
        source (str):
        imported_from (str): `navidrome`, `spotify` or `listenbrainz`; empty: heard here.
    """

    id: str
    track: Track
    started_at: datetime.datetime
    seconds: float
    counted: bool
    source: str
    imported_from: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        track = self.track.to_dict()

        started_at = self.started_at.isoformat()

        seconds = self.seconds

        counted = self.counted

        source = self.source

        imported_from = self.imported_from

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "track": track,
                "started_at": started_at,
                "seconds": seconds,
                "counted": counted,
                "source": source,
                "imported_from": imported_from,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        track = Track.from_dict(d.pop("track"))

        started_at = datetime.datetime.fromisoformat(d.pop("started_at"))

        seconds = d.pop("seconds")

        counted = d.pop("counted")

        source = d.pop("source")

        imported_from = d.pop("imported_from")

        history_play = cls(
            id=id,
            track=track,
            started_at=started_at,
            seconds=seconds,
            counted=counted,
            source=source,
            imported_from=imported_from,
        )

        history_play.additional_properties = d
        return history_play

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
