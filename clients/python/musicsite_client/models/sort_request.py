from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sort_by_enum import SortByEnum, check_sort_by_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="SortRequest")


@_attrs_define
class SortRequest:
    """
    Attributes:
        by (SortByEnum): * `title` - title
            * `artist` - artist
            * `album` - album
            * `added` - added
            * `duration` - duration
            * `random` - random
            * `reversed` - reversed
        descending (bool | Unset):  Default: False.
        seed (int | Unset): Of the random order.
    """

    by: SortByEnum
    descending: bool | Unset = False
    seed: int | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        by: str = self.by

        descending = self.descending

        seed = self.seed

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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = check_sort_by_enum(d.pop("by"))

        descending = d.pop("descending", UNSET)

        seed = d.pop("seed", UNSET)

        sort_request = cls(
            by=by,
            descending=descending,
            seed=seed,
        )

        sort_request.additional_properties = d
        return sort_request

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
