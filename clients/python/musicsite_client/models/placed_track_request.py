from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PlacedTrackRequest")


@_attrs_define
class PlacedTrackRequest:
    """
    Attributes:
        id (str):
        excerpt_start_ms (int | None | Unset):
    """

    id: str
    excerpt_start_ms: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        excerpt_start_ms: int | None | Unset
        if isinstance(self.excerpt_start_ms, Unset):
            excerpt_start_ms = UNSET
        else:
            excerpt_start_ms = self.excerpt_start_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if excerpt_start_ms is not UNSET:
            field_dict["excerpt_start_ms"] = excerpt_start_ms

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_excerpt_start_ms(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        excerpt_start_ms = _parse_excerpt_start_ms(d.pop("excerpt_start_ms", UNSET))

        placed_track_request = cls(
            id=id,
            excerpt_start_ms=excerpt_start_ms,
        )

        placed_track_request.additional_properties = d
        return placed_track_request

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
