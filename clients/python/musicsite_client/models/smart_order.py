from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.every_enum import EveryEnum, check_every_enum
from ..models.smart_order_by_enum import SmartOrderByEnum, check_smart_order_by_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SmartOrder")


@_attrs_define
class SmartOrder:
    """
    Attributes:
        by (SmartOrderByEnum): * `title` - title
            * `artist` - artist
            * `album` - album
            * `year` - year
            * `date_added` - date_added
            * `duration` - duration
            * `bpm` - bpm
            * `rating` - rating
            * `play_count` - play_count
            * `last_played` - last_played
            * `site_plays` - site_plays
            * `random` - random
        descending (bool | Unset): Of any order but random.
        seed (int | Unset): Of random.
        every (EveryEnum | Unset): * `never` - never
            * `hour` - hour
            * `day` - day
            * `week` - week
    """

    by: SmartOrderByEnum
    descending: bool | Unset = UNSET
    seed: int | Unset = UNSET
    every: EveryEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        by: str = self.by

        descending = self.descending

        seed = self.seed

        every: str | Unset = UNSET
        if not isinstance(self.every, Unset):
            every = self.every

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "by": by,
            }
        )
        if descending is not UNSET:
            field_dict["descending"] = descending
        if seed is not UNSET:
            field_dict["seed"] = seed
        if every is not UNSET:
            field_dict["every"] = every

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = check_smart_order_by_enum(d.pop("by"))

        descending = d.pop("descending", UNSET)

        seed = d.pop("seed", UNSET)

        _every = d.pop("every", UNSET)
        every: EveryEnum | Unset
        if isinstance(_every, Unset):
            every = UNSET
        else:
            every = check_every_enum(_every)

        smart_order = cls(
            by=by,
            descending=descending,
            seed=seed,
            every=every,
        )

        smart_order.additional_properties = d
        return smart_order

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
