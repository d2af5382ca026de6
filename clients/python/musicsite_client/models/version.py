from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.version_kind_enum import VersionKindEnum, check_version_kind_enum

T = TypeVar("T", bound="Version")


@_attrs_define
class Version:
    """An alternate version of this track, or the track that this is a version of.

    Attributes:
        id (str):
        kind (VersionKindEnum): * `instrumental` - Instrumental
            * `60s` - 60 seconds
            * `30s` - 30 seconds
            * `15s` - 15 seconds
            * `stems` - Stems
            * `acapella` - A cappella
            * `clean` - Clean
            * `edit` - Edit
            * `other` - Other
        title (str):
    """

    id: str
    kind: VersionKindEnum
    title: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind: str = self.kind

        title = self.title

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "title": title,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        kind = check_version_kind_enum(d.pop("kind"))

        title = d.pop("title")

        version = cls(
            id=id,
            kind=kind,
            title=title,
        )

        version.additional_properties = d
        return version

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
