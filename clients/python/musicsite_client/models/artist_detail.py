from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cover import Cover


T = TypeVar("T", bound="ArtistDetail")


@_attrs_define
class ArtistDetail:
    """An artist with what their page tells.

    Attributes:
        id (str):
        name (str):
        url (str):
        image (Cover): A picture: the artwork, or one generated from the name. Never missing.
        sort_name (str | Unset):
        biography (str | Unset):
        musicbrainz_id (str | Unset):
    """

    id: str
    name: str
    url: str
    image: Cover
    sort_name: str | Unset = UNSET
    biography: str | Unset = UNSET
    musicbrainz_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        url = self.url

        image = self.image.to_dict()

        sort_name = self.sort_name

        biography = self.biography

        musicbrainz_id = self.musicbrainz_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "url": url,
                "image": image,
            }
        )
        if sort_name is not UNSET:
            field_dict["sort_name"] = sort_name
        if biography is not UNSET:
            field_dict["biography"] = biography
        if musicbrainz_id is not UNSET:
            field_dict["musicbrainz_id"] = musicbrainz_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cover import Cover  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        url = d.pop("url")

        image = Cover.from_dict(d.pop("image"))

        sort_name = d.pop("sort_name", UNSET)

        biography = d.pop("biography", UNSET)

        musicbrainz_id = d.pop("musicbrainz_id", UNSET)

        artist_detail = cls(
            id=id,
            name=name,
            url=url,
            image=image,
            sort_name=sort_name,
            biography=biography,
            musicbrainz_id=musicbrainz_id,
        )

        artist_detail.additional_properties = d
        return artist_detail

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
