from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.genre_kind_enum import GenreKindEnum, check_genre_kind_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Genre")


@_attrs_define
class Genre:
    """A genre or a mood.

    Attributes:
        id (str):
        name (str):
        url (str):
        kind (GenreKindEnum | Unset): * `genre` - Genre
            * `mood` - Mood
    """

    id: str
    name: str
    url: str
    kind: GenreKindEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        url = self.url

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "url": url,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        url = d.pop("url")

        _kind = d.pop("kind", UNSET)
        kind: GenreKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_genre_kind_enum(_kind)

        genre = cls(
            id=id,
            name=name,
            url=url,
            kind=kind,
        )

        genre.additional_properties = d
        return genre

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
