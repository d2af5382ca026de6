from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.said_by_enum import SaidByEnum, check_said_by_enum

T = TypeVar("T", bound="Said")


@_attrs_define
class Said:
    """Who set a cell, and what the tags say instead.

    Attributes:
        by (SaidByEnum): * `person` - person
            * `lookup` - lookup
        tags (None | str): Null where no tag could say it.
    """

    by: SaidByEnum
    tags: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        by: str = self.by

        tags: None | str
        tags = self.tags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "by": by,
                "tags": tags,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        by = check_said_by_enum(d.pop("by"))

        def _parse_tags(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        tags = _parse_tags(d.pop("tags"))

        said = cls(
            by=by,
            tags=tags,
        )

        said.additional_properties = d
        return said

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
