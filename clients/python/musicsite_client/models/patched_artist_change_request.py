from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.artist_change_release_enum import (
    ArtistChangeReleaseEnum,
    check_artist_change_release_enum,
)
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedArtistChangeRequest")


@_attrs_define
class PatchedArtistChangeRequest:
    """What to set, and what to give back to the tags.

    Attributes:
        name (str | Unset):
        sort_name (str | Unset):
        musicbrainz_id (str | Unset):
        biography (str | Unset):
        release (list[ArtistChangeReleaseEnum] | Unset): Fields to give back to the tags.
    """

    name: str | Unset = UNSET
    sort_name: str | Unset = UNSET
    musicbrainz_id: str | Unset = UNSET
    biography: str | Unset = UNSET
    release: list[ArtistChangeReleaseEnum] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        sort_name = self.sort_name

        musicbrainz_id = self.musicbrainz_id

        biography = self.biography

        release: list[str] | Unset = UNSET
        if not isinstance(self.release, Unset):
            release = []
            for release_item_data in self.release:
                release_item: str = release_item_data
                release.append(release_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if sort_name is not UNSET:
            field_dict["sort_name"] = sort_name
        if musicbrainz_id is not UNSET:
            field_dict["musicbrainz_id"] = musicbrainz_id
        if biography is not UNSET:
            field_dict["biography"] = biography
        if release is not UNSET:
            field_dict["release"] = release

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name", UNSET)

        sort_name = d.pop("sort_name", UNSET)

        musicbrainz_id = d.pop("musicbrainz_id", UNSET)

        biography = d.pop("biography", UNSET)

        _release = d.pop("release", UNSET)
        release: list[ArtistChangeReleaseEnum] | Unset = UNSET
        if _release is not UNSET:
            release = []
            for release_item_data in _release:
                release_item = check_artist_change_release_enum(release_item_data)

                release.append(release_item)

        patched_artist_change_request = cls(
            name=name,
            sort_name=sort_name,
            musicbrainz_id=musicbrainz_id,
            biography=biography,
            release=release,
        )

        patched_artist_change_request.additional_properties = d
        return patched_artist_change_request

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
