from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.track import Track


T = TypeVar("T", bound="SmartPreview")


@_attrs_define
class SmartPreview:
    """What rules would find. Counting stops after a tenth of a second.

    Attributes:
        count (int):
        is_more (bool): There are more than `count`.
        tracks (list[Track]): The first 10.
        is_ordered (bool): False: putting them in order takes too long here; these are some of them.
    """

    count: int
    is_more: bool
    tracks: list[Track]
    is_ordered: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        count = self.count

        is_more = self.is_more

        tracks = []
        for tracks_item_data in self.tracks:
            tracks_item = tracks_item_data.to_dict()
            tracks.append(tracks_item)

        is_ordered = self.is_ordered

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "count": count,
                "is_more": is_more,
                "tracks": tracks,
                "is_ordered": is_ordered,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        count = d.pop("count")

        is_more = d.pop("is_more")

        tracks = []
        _tracks = d.pop("tracks")
        for tracks_item_data in _tracks:
            tracks_item = Track.from_dict(tracks_item_data)

            tracks.append(tracks_item)

        is_ordered = d.pop("is_ordered")

        smart_preview = cls(
            count=count,
            is_more=is_more,
            tracks=tracks,
            is_ordered=is_ordered,
        )

        smart_preview.additional_properties = d
        return smart_preview

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
