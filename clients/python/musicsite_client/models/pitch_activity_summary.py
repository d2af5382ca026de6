from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.pitch_activity_summary_countries import PitchActivitySummaryCountries
    from ..models.pitch_activity_summary_devices import PitchActivitySummaryDevices
    from ..models.track_activity import TrackActivity


T = TypeVar("T", bound="PitchActivitySummary")


@_attrs_define
class PitchActivitySummary:
    """How many recipients opened, played and downloaded; `devices` and `countries` count devices.

    Attributes:
        plays (int):
        seconds (float):
        downloads (int):
        favourites (int):
        comments (int):
        last_at (datetime.datetime | None):
        recipients (int):
        opened (int):
        played (int):
        downloaded (int):
        opens (int):
        licences (int):
        devices (PitchActivitySummaryDevices):
        countries (PitchActivitySummaryCountries):
        tracks (list[TrackActivity]):
    """

    plays: int
    seconds: float
    downloads: int
    favourites: int
    comments: int
    last_at: datetime.datetime | None
    recipients: int
    opened: int
    played: int
    downloaded: int
    opens: int
    licences: int
    devices: PitchActivitySummaryDevices
    countries: PitchActivitySummaryCountries
    tracks: list[TrackActivity]
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

        recipients = self.recipients

        opened = self.opened

        played = self.played

        downloaded = self.downloaded

        opens = self.opens

        licences = self.licences

        devices = self.devices.to_dict()

        countries = self.countries.to_dict()

        tracks = []
        for tracks_item_data in self.tracks:
            tracks_item = tracks_item_data.to_dict()
            tracks.append(tracks_item)

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
                "recipients": recipients,
                "opened": opened,
                "played": played,
                "downloaded": downloaded,
                "opens": opens,
                "licences": licences,
                "devices": devices,
                "countries": countries,
                "tracks": tracks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.pitch_activity_summary_countries import (
            PitchActivitySummaryCountries,  # noqa: PLC0415
        )
        from ..models.pitch_activity_summary_devices import PitchActivitySummaryDevices  # noqa: PLC0415
        from ..models.track_activity import TrackActivity  # noqa: PLC0415

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

        recipients = d.pop("recipients")

        opened = d.pop("opened")

        played = d.pop("played")

        downloaded = d.pop("downloaded")

        opens = d.pop("opens")

        licences = d.pop("licences")

        devices = PitchActivitySummaryDevices.from_dict(d.pop("devices"))

        countries = PitchActivitySummaryCountries.from_dict(d.pop("countries"))

        tracks = []
        _tracks = d.pop("tracks")
        for tracks_item_data in _tracks:
            tracks_item = TrackActivity.from_dict(tracks_item_data)

            tracks.append(tracks_item)

        pitch_activity_summary = cls(
            plays=plays,
            seconds=seconds,
            downloads=downloads,
            favourites=favourites,
            comments=comments,
            last_at=last_at,
            recipients=recipients,
            opened=opened,
            played=played,
            downloaded=downloaded,
            opens=opens,
            licences=licences,
            devices=devices,
            countries=countries,
            tracks=tracks,
        )

        pitch_activity_summary.additional_properties = d
        return pitch_activity_summary

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
