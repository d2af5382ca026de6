from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.set_by_enum import SetByEnum, check_set_by_enum

T = TypeVar("T", bound="CuratedField")


@_attrs_define
class CuratedField:
    """A field, who set it, and what the tags say.

    Attributes:
        value (Any):
        set_by (SetByEnum): * `tags` - tags
            * `person` - person
            * `lookup` - lookup
        tags (Any): What it will be when it is given back.
    """

    value: Any
    set_by: SetByEnum
    tags: Any
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        value = self.value

        set_by: str = self.set_by

        tags = self.tags

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "value": value,
                "set_by": set_by,
                "tags": tags,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        value = d.pop("value")

        set_by = check_set_by_enum(d.pop("set_by"))

        tags = d.pop("tags")

        curated_field = cls(
            value=value,
            set_by=set_by,
            tags=tags,
        )

        curated_field.additional_properties = d
        return curated_field

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
