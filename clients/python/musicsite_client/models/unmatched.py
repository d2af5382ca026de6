from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Unmatched")


@_attrs_define
class Unmatched:
    """
    Attributes:
        number (int): Of the line among the file's tracks, from 1.
        title (str):
        artist (str):
        album (str):
        location (str):
    """

    number: int
    title: str
    artist: str
    album: str
    location: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        number = self.number

        title = self.title

        artist = self.artist

        album = self.album

        location = self.location

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "number": number,
                "title": title,
                "artist": artist,
                "album": album,
                "location": location,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        number = d.pop("number")

        title = d.pop("title")

        artist = d.pop("artist")

        album = d.pop("album")

        location = d.pop("location")

        unmatched = cls(
            number=number,
            title=title,
            artist=artist,
            album=album,
            location=location,
        )

        unmatched.additional_properties = d
        return unmatched

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
