from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.artist import Artist


T = TypeVar("T", bound="CountedArtist")


@_attrs_define
class CountedArtist:
    """
    Attributes:
        artist (Artist): An artist in a list.
        plays (int):
    """

    artist: Artist
    plays: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        artist = self.artist.to_dict()

        plays = self.plays

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "artist": artist,
                "plays": plays,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.artist import Artist  # noqa: PLC0415

        d = dict(src_dict)
        artist = Artist.from_dict(d.pop("artist"))

        plays = d.pop("plays")

        counted_artist = cls(
            artist=artist,
            plays=plays,
        )

        counted_artist.additional_properties = d
        return counted_artist

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
