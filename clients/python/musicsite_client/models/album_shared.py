from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.album import Album
    from ..models.album_detail import AlbumDetail
    from ..models.track import Track


T = TypeVar("T", bound="AlbumShared")


@_attrs_define
class AlbumShared:
    """
    Attributes:
        album (AlbumDetail): An album with what its page tells; its tracks are `tracks/?album=<id>`.
        tracks (list[Track]):
        others (list[Album]): More of its first artist.
    """

    album: AlbumDetail
    tracks: list[Track]
    others: list[Album]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        album = self.album.to_dict()

        tracks = []
        for tracks_item_data in self.tracks:
            tracks_item = tracks_item_data.to_dict()
            tracks.append(tracks_item)

        others = []
        for others_item_data in self.others:
            others_item = others_item_data.to_dict()
            others.append(others_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "album": album,
                "tracks": tracks,
                "others": others,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album import Album  # noqa: PLC0415
        from ..models.album_detail import AlbumDetail  # noqa: PLC0415
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        album = AlbumDetail.from_dict(d.pop("album"))

        tracks = []
        _tracks = d.pop("tracks")
        for tracks_item_data in _tracks:
            tracks_item = Track.from_dict(tracks_item_data)

            tracks.append(tracks_item)

        others = []
        _others = d.pop("others")
        for others_item_data in _others:
            others_item = Album.from_dict(others_item_data)

            others.append(others_item)

        album_shared = cls(
            album=album,
            tracks=tracks,
            others=others,
        )

        album_shared.additional_properties = d
        return album_shared

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
