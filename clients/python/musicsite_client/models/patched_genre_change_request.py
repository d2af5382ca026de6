from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.genre_kind_enum import GenreKindEnum, check_genre_kind_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedGenreChangeRequest")


@_attrs_define
class PatchedGenreChangeRequest:
    """What to set, and what to give back to the tags.

    Attributes:
        name (str | Unset):
        kind (GenreKindEnum | Unset): * `genre` - Genre
            * `mood` - Mood
    """

    name: str | Unset = UNSET
    kind: GenreKindEnum | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        kind: str | Unset = UNSET
        if not isinstance(self.kind, Unset):
            kind = self.kind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        _kind = d.pop("kind", UNSET)
        kind: GenreKindEnum | Unset
        if isinstance(_kind, Unset):
            kind = UNSET
        else:
            kind = check_genre_kind_enum(_kind)

        patched_genre_change_request = cls(
            name=name,
            kind=kind,
        )

        patched_genre_change_request.additional_properties = d
        return patched_genre_change_request

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
