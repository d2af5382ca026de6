from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.play_sums import PlaySums


T = TypeVar("T", bound="TrackPlays")


@_attrs_define
class TrackPlays:
    """
    Attributes:
        id (str):
        title (str):
        sums (PlaySums): `starts` are all plays; `plays` those that count (half of the track, or four minutes).
    """

    id: str
    title: str
    sums: PlaySums
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        sums = self.sums.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "sums": sums,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.play_sums import PlaySums  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        sums = PlaySums.from_dict(d.pop("sums"))

        track_plays = cls(
            id=id,
            title=title,
            sums=sums,
        )

        track_plays.additional_properties = d
        return track_plays

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
