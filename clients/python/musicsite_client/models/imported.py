from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.playlist import Playlist
    from ..models.unmatched import Unmatched


T = TypeVar("T", bound="Imported")


@_attrs_define
class Imported:
    """
    Attributes:
        playlist (Playlist): A playlist in a list.
        matched (int):
        unmatched (list[Unmatched]):
    """

    playlist: Playlist
    matched: int
    unmatched: list[Unmatched]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        playlist = self.playlist.to_dict()

        matched = self.matched

        unmatched = []
        for unmatched_item_data in self.unmatched:
            unmatched_item = unmatched_item_data.to_dict()
            unmatched.append(unmatched_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "playlist": playlist,
                "matched": matched,
                "unmatched": unmatched,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.playlist import Playlist  # noqa: PLC0415
        from ..models.unmatched import Unmatched  # noqa: PLC0415

        d = dict(src_dict)
        playlist = Playlist.from_dict(d.pop("playlist"))

        matched = d.pop("matched")

        unmatched = []
        _unmatched = d.pop("unmatched")
        for unmatched_item_data in _unmatched:
            unmatched_item = Unmatched.from_dict(unmatched_item_data)

            unmatched.append(unmatched_item)

        imported = cls(
            playlist=playlist,
            matched=matched,
            unmatched=unmatched,
        )

        imported.additional_properties = d
        return imported

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
