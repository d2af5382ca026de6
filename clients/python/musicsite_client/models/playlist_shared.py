from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.entry import Entry
    from ..models.playlist_detail import PlaylistDetail


T = TypeVar("T", bound="PlaylistShared")


@_attrs_define
class PlaylistShared:
    """
    Attributes:
        playlist (PlaylistDetail): A playlist with the people who edit it; what stands in it is `entries/`.
        entries (list[Entry]): The first 100; the rest is `entries/`.
    """

    playlist: PlaylistDetail
    entries: list[Entry]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        playlist = self.playlist.to_dict()

        entries = []
        for entries_item_data in self.entries:
            entries_item = entries_item_data.to_dict()
            entries.append(entries_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "playlist": playlist,
                "entries": entries,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.entry import Entry  # noqa: PLC0415
        from ..models.playlist_detail import PlaylistDetail  # noqa: PLC0415

        d = dict(src_dict)
        playlist = PlaylistDetail.from_dict(d.pop("playlist"))

        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:
            entries_item = Entry.from_dict(entries_item_data)

            entries.append(entries_item)

        playlist_shared = cls(
            playlist=playlist,
            entries=entries,
        )

        playlist_shared.additional_properties = d
        return playlist_shared

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
