from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TrackActivity")


@_attrs_define
class TrackActivity:
    """`heat`: how often each hundredth of the track was heard; empty when it was not played.

    Attributes:
        plays (int):
        seconds (float):
        downloads (int):
        favourites (int):
        comments (int):
        last_at (datetime.datetime | None):
        title (str):
        listeners (int):
        heat (list[int]):
        id (None | str | Unset):
    """

    plays: int
    seconds: float
    downloads: int
    favourites: int
    comments: int
    last_at: datetime.datetime | None
    title: str
    listeners: int
    heat: list[int]
    id: None | str | Unset = UNSET
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

        title = self.title

        listeners = self.listeners

        heat = self.heat

        id: None | str | Unset
        if isinstance(self.id, Unset):
            id = UNSET
        else:
            id = self.id

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
                "title": title,
                "listeners": listeners,
                "heat": heat,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
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

        title = d.pop("title")

        listeners = d.pop("listeners")

        heat = cast(list[int], d.pop("heat"))

        def _parse_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        id = _parse_id(d.pop("id", UNSET))

        track_activity = cls(
            plays=plays,
            seconds=seconds,
            downloads=downloads,
            favourites=favourites,
            comments=comments,
            last_at=last_at,
            title=title,
            listeners=listeners,
            heat=heat,
            id=id,
        )

        track_activity.additional_properties = d
        return track_activity

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
