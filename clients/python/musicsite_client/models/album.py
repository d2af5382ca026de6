from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.type_enum import TypeEnum, check_type_enum

if TYPE_CHECKING:
    from ..models.artist_ref import ArtistRef
    from ..models.cover import Cover


T = TypeVar("T", bound="Album")


@_attrs_define
class Album:
    """An album in a list. Dates are of the precision that is known: year, month or day.

    Attributes:
        id (str):
        title (str):
        url (str):
        cover (Cover): A picture: the artwork, or one generated from the name. Never missing.
        artists (list[ArtistRef]):
        type_ (TypeEnum): * `album` - Album
            * `ep` - EP
            * `single` - Single
            * `compilation` - Compilation
            * `soundtrack` - Soundtrack
            * `live` - Live
            * `remix` - Remix
            * `other` - Other
        release_date (str):
        original_date (str):
        track_count (int):
        duration_ms (int):
        added_at (datetime.datetime):
    """

    id: str
    title: str
    url: str
    cover: Cover
    artists: list[ArtistRef]
    type_: TypeEnum
    release_date: str
    original_date: str
    track_count: int
    duration_ms: int
    added_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        url = self.url

        cover = self.cover.to_dict()

        artists = []
        for artists_item_data in self.artists:
            artists_item = artists_item_data.to_dict()
            artists.append(artists_item)

        type_: str = self.type_

        release_date = self.release_date

        original_date = self.original_date

        track_count = self.track_count

        duration_ms = self.duration_ms

        added_at = self.added_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "url": url,
                "cover": cover,
                "artists": artists,
                "type": type_,
                "release_date": release_date,
                "original_date": original_date,
                "track_count": track_count,
                "duration_ms": duration_ms,
                "added_at": added_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.artist_ref import ArtistRef  # noqa: PLC0415
        from ..models.cover import Cover  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        url = d.pop("url")

        cover = Cover.from_dict(d.pop("cover"))

        artists = []
        _artists = d.pop("artists")
        for artists_item_data in _artists:
            artists_item = ArtistRef.from_dict(artists_item_data)

            artists.append(artists_item)

        type_ = check_type_enum(d.pop("type"))

        release_date = d.pop("release_date")

        original_date = d.pop("original_date")

        track_count = d.pop("track_count")

        duration_ms = d.pop("duration_ms")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        album = cls(
            id=id,
            title=title,
            url=url,
            cover=cover,
            artists=artists,
            type_=type_,
            release_date=release_date,
            original_date=original_date,
            track_count=track_count,
            duration_ms=duration_ms,
            added_at=added_at,
        )

        album.additional_properties = d
        return album

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
