from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.album import Album


T = TypeVar("T", bound="CountedAlbum")


@_attrs_define
class CountedAlbum:
    """
    Attributes:
        album (Album): An album in a list. Dates are of the precision that is known: year, month or day.
        plays (int):
    """

    album: Album
    plays: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        album = self.album.to_dict()

        plays = self.plays

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "album": album,
                "plays": plays,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album import Album  # noqa: PLC0415

        d = dict(src_dict)
        album = Album.from_dict(d.pop("album"))

        plays = d.pop("plays")

        counted_album = cls(
            album=album,
            plays=plays,
        )

        counted_album.additional_properties = d
        return counted_album

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
