from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.album_change_release_enum import (
    AlbumChangeReleaseEnum,
    check_album_change_release_enum,
)
from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.type_enum import TypeEnum, check_type_enum
from ..models.visibility_enum import VisibilityEnum, check_visibility_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chosen_credit_request import ChosenCreditRequest


T = TypeVar("T", bound="PatchedAlbumChangeRequest")


@_attrs_define
class PatchedAlbumChangeRequest:
    """What to set, and what to give back to the tags.

    Attributes:
        title (str | Unset):
        sort_title (str | Unset):
        type_ (TypeEnum | Unset): * `album` - Album
            * `ep` - EP
            * `single` - Single
            * `compilation` - Compilation
            * `soundtrack` - Soundtrack
            * `live` - Live
            * `remix` - Remix
            * `other` - Other
        release_date (str | Unset):
        original_date (str | Unset):
        label (str | Unset):
        catalogue_number (str | Unset):
        barcode (str | Unset):
        musicbrainz_id (str | Unset):
        comment (str | Unset):
        release (list[AlbumChangeReleaseEnum] | Unset): Fields to give back to the tags.
        visibility (BlankEnum | Unset | VisibilityEnum): Empty: as the library says.

            * `public` - Everyone
            * `members` - Members: everyone who is signed in
            * `unlisted` - Unlisted: whoever has the address
            * `private` - Private: the workspace, and those it is shared with
        credits_ (list[ChosenCreditRequest] | Unset):
    """

    title: str | Unset = UNSET
    sort_title: str | Unset = UNSET
    type_: TypeEnum | Unset = UNSET
    release_date: str | Unset = UNSET
    original_date: str | Unset = UNSET
    label: str | Unset = UNSET
    catalogue_number: str | Unset = UNSET
    barcode: str | Unset = UNSET
    musicbrainz_id: str | Unset = UNSET
    comment: str | Unset = UNSET
    release: list[AlbumChangeReleaseEnum] | Unset = UNSET
    visibility: BlankEnum | Unset | VisibilityEnum = UNSET
    credits_: list[ChosenCreditRequest] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        sort_title = self.sort_title

        type_: str | Unset = UNSET
        if not isinstance(self.type_, Unset):
            type_ = self.type_

        release_date = self.release_date

        original_date = self.original_date

        label = self.label

        catalogue_number = self.catalogue_number

        barcode = self.barcode

        musicbrainz_id = self.musicbrainz_id

        comment = self.comment

        release: list[str] | Unset = UNSET
        if not isinstance(self.release, Unset):
            release = []
            for release_item_data in self.release:
                release_item: str = release_item_data
                release.append(release_item)

        visibility: str | Unset
        if isinstance(self.visibility, Unset):
            visibility = UNSET
        elif isinstance(self.visibility, str):
            visibility = self.visibility
        else:
            visibility = self.visibility

        credits_: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.credits_, Unset):
            credits_ = []
            for credits_item_data in self.credits_:
                credits_item = credits_item_data.to_dict()
                credits_.append(credits_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if sort_title is not UNSET:
            field_dict["sort_title"] = sort_title
        if type_ is not UNSET:
            field_dict["type"] = type_
        if release_date is not UNSET:
            field_dict["release_date"] = release_date
        if original_date is not UNSET:
            field_dict["original_date"] = original_date
        if label is not UNSET:
            field_dict["label"] = label
        if catalogue_number is not UNSET:
            field_dict["catalogue_number"] = catalogue_number
        if barcode is not UNSET:
            field_dict["barcode"] = barcode
        if musicbrainz_id is not UNSET:
            field_dict["musicbrainz_id"] = musicbrainz_id
        if comment is not UNSET:
            field_dict["comment"] = comment
        if release is not UNSET:
            field_dict["release"] = release
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if credits_ is not UNSET:
            field_dict["credits"] = credits_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chosen_credit_request import ChosenCreditRequest  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title", UNSET)

        sort_title = d.pop("sort_title", UNSET)

        _type_ = d.pop("type", UNSET)
        type_: TypeEnum | Unset
        if isinstance(_type_, Unset):
            type_ = UNSET
        else:
            type_ = check_type_enum(_type_)

        release_date = d.pop("release_date", UNSET)

        original_date = d.pop("original_date", UNSET)

        label = d.pop("label", UNSET)

        catalogue_number = d.pop("catalogue_number", UNSET)

        barcode = d.pop("barcode", UNSET)

        musicbrainz_id = d.pop("musicbrainz_id", UNSET)

        comment = d.pop("comment", UNSET)

        _release = d.pop("release", UNSET)
        release: list[AlbumChangeReleaseEnum] | Unset = UNSET
        if _release is not UNSET:
            release = []
            for release_item_data in _release:
                release_item = check_album_change_release_enum(release_item_data)

                release.append(release_item)

        def _parse_visibility(data: object) -> BlankEnum | Unset | VisibilityEnum:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                visibility_type_0 = check_visibility_enum(data)

                return visibility_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            visibility_type_1 = check_blank_enum(data)

            return visibility_type_1

        visibility = _parse_visibility(d.pop("visibility", UNSET))

        _credits_ = d.pop("credits", UNSET)
        credits_: list[ChosenCreditRequest] | Unset = UNSET
        if _credits_ is not UNSET:
            credits_ = []
            for credits_item_data in _credits_:
                credits_item = ChosenCreditRequest.from_dict(credits_item_data)

                credits_.append(credits_item)

        patched_album_change_request = cls(
            title=title,
            sort_title=sort_title,
            type_=type_,
            release_date=release_date,
            original_date=original_date,
            label=label,
            catalogue_number=catalogue_number,
            barcode=barcode,
            musicbrainz_id=musicbrainz_id,
            comment=comment,
            release=release,
            visibility=visibility,
            credits_=credits_,
        )

        patched_album_change_request.additional_properties = d
        return patched_album_change_request

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
