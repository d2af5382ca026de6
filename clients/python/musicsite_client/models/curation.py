from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.curation_kind_enum import CurationKindEnum, check_curation_kind_enum

if TYPE_CHECKING:
    from ..models.curation_fields import CurationFields


T = TypeVar("T", bound="Curation")


@_attrs_define
class Curation:
    """What can be changed of a thing.

    Attributes:
        id (str):
        kind (CurationKindEnum): * `album` - album
            * `track` - track
            * `artist` - artist
            * `genre` - genre
        visibility (None | str): Empty: as the library says. Null where the thing has none.
        is_shelved (bool): Taken off the shelves.
        fields (CurationFields):
    """

    id: str
    kind: CurationKindEnum
    visibility: None | str
    is_shelved: bool
    fields: CurationFields
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        kind: str = self.kind

        visibility: None | str
        visibility = self.visibility

        is_shelved = self.is_shelved

        fields = self.fields.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "kind": kind,
                "visibility": visibility,
                "is_shelved": is_shelved,
                "fields": fields,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.curation_fields import CurationFields  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        kind = check_curation_kind_enum(d.pop("kind"))

        def _parse_visibility(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        visibility = _parse_visibility(d.pop("visibility"))

        is_shelved = d.pop("is_shelved")

        fields = CurationFields.from_dict(d.pop("fields"))

        curation = cls(
            id=id,
            kind=kind,
            visibility=visibility,
            is_shelved=is_shelved,
            fields=fields,
        )

        curation.additional_properties = d
        return curation

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
