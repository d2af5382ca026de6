from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.like_item_kind_enum import LikeItemKindEnum, check_like_item_kind_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="LikeItemRequest")


@_attrs_define
class LikeItemRequest:
    """A thing, and whether it is to be liked.

    Attributes:
        kind (LikeItemKindEnum): * `track` - track
            * `album` - album
            * `artist` - artist
            * `playlist` - playlist
        id (str):
        liked (bool | Unset):  Default: True.
    """

    kind: LikeItemKindEnum
    id: str
    liked: bool | Unset = True
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        id = self.id

        liked = self.liked

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "id": id,
            }
        )
        if liked is not UNSET:
            field_dict["liked"] = liked

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        kind = check_like_item_kind_enum(d.pop("kind"))

        id = d.pop("id")

        liked = d.pop("liked", UNSET)

        like_item_request = cls(
            kind=kind,
            id=id,
            liked=liked,
        )

        like_item_request.additional_properties = d
        return like_item_request

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
