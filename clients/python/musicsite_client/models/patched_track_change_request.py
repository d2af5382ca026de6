from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.track_change_release_enum import (
    TrackChangeReleaseEnum,
    check_track_change_release_enum,
)
from ..models.visibility_enum import VisibilityEnum, check_visibility_enum
from ..models.vocals_enum import VocalsEnum, check_vocals_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.chosen_credit_request import ChosenCreditRequest


T = TypeVar("T", bound="PatchedTrackChangeRequest")


@_attrs_define
class PatchedTrackChangeRequest:
    """What to set, and what to give back to the tags.

    Attributes:
        title (str | Unset):
        sort_title (str | Unset):
        disc_number (int | Unset):
        position (int | Unset): Track number; 0 when unknown.
        isrc (str | Unset):
        bpm (None | str | Unset):
        key (str | Unset): As written: Am, F#, 8A.
        language (str | Unset):
        is_explicit (bool | None | Unset):
        lyrics (str | Unset):
        comment (str | Unset):
        musicbrainz_id (str | Unset): Of the recording.
        movement (str | Unset):
        movement_number (int | None | Unset):
        vocals (BlankEnum | Unset | VocalsEnum):
        release (list[TrackChangeReleaseEnum] | Unset): Fields to give back to the tags.
        visibility (BlankEnum | Unset | VisibilityEnum): Empty: as the library says.

            * `public` - Everyone
            * `members` - Members: everyone who is signed in
            * `unlisted` - Unlisted: whoever has the address
            * `private` - Private: the workspace, and those it is shared with
        credits_ (list[ChosenCreditRequest] | Unset):
        genres (list[str] | Unset):
    """

    title: str | Unset = UNSET
    sort_title: str | Unset = UNSET
    disc_number: int | Unset = UNSET
    position: int | Unset = UNSET
    isrc: str | Unset = UNSET
    bpm: None | str | Unset = UNSET
    key: str | Unset = UNSET
    language: str | Unset = UNSET
    is_explicit: bool | None | Unset = UNSET
    lyrics: str | Unset = UNSET
    comment: str | Unset = UNSET
    musicbrainz_id: str | Unset = UNSET
    movement: str | Unset = UNSET
    movement_number: int | None | Unset = UNSET
    vocals: BlankEnum | Unset | VocalsEnum = UNSET
    release: list[TrackChangeReleaseEnum] | Unset = UNSET
    visibility: BlankEnum | Unset | VisibilityEnum = UNSET
    credits_: list[ChosenCreditRequest] | Unset = UNSET
    genres: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        sort_title = self.sort_title

        disc_number = self.disc_number

        position = self.position

        isrc = self.isrc

        bpm: None | str | Unset
        if isinstance(self.bpm, Unset):
            bpm = UNSET
        else:
            bpm = self.bpm

        key = self.key

        language = self.language

        is_explicit: bool | None | Unset
        if isinstance(self.is_explicit, Unset):
            is_explicit = UNSET
        else:
            is_explicit = self.is_explicit

        lyrics = self.lyrics

        comment = self.comment

        musicbrainz_id = self.musicbrainz_id

        movement = self.movement

        movement_number: int | None | Unset
        if isinstance(self.movement_number, Unset):
            movement_number = UNSET
        else:
            movement_number = self.movement_number

        vocals: str | Unset
        if isinstance(self.vocals, Unset):
            vocals = UNSET
        elif isinstance(self.vocals, str):
            vocals = self.vocals
        else:
            vocals = self.vocals

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

        genres: list[str] | Unset = UNSET
        if not isinstance(self.genres, Unset):
            genres = self.genres

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if sort_title is not UNSET:
            field_dict["sort_title"] = sort_title
        if disc_number is not UNSET:
            field_dict["disc_number"] = disc_number
        if position is not UNSET:
            field_dict["position"] = position
        if isrc is not UNSET:
            field_dict["isrc"] = isrc
        if bpm is not UNSET:
            field_dict["bpm"] = bpm
        if key is not UNSET:
            field_dict["key"] = key
        if language is not UNSET:
            field_dict["language"] = language
        if is_explicit is not UNSET:
            field_dict["is_explicit"] = is_explicit
        if lyrics is not UNSET:
            field_dict["lyrics"] = lyrics
        if comment is not UNSET:
            field_dict["comment"] = comment
        if musicbrainz_id is not UNSET:
            field_dict["musicbrainz_id"] = musicbrainz_id
        if movement is not UNSET:
            field_dict["movement"] = movement
        if movement_number is not UNSET:
            field_dict["movement_number"] = movement_number
        if vocals is not UNSET:
            field_dict["vocals"] = vocals
        if release is not UNSET:
            field_dict["release"] = release
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if credits_ is not UNSET:
            field_dict["credits"] = credits_
        if genres is not UNSET:
            field_dict["genres"] = genres

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.chosen_credit_request import ChosenCreditRequest  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title", UNSET)

        sort_title = d.pop("sort_title", UNSET)

        disc_number = d.pop("disc_number", UNSET)

        position = d.pop("position", UNSET)

        isrc = d.pop("isrc", UNSET)

        def _parse_bpm(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        bpm = _parse_bpm(d.pop("bpm", UNSET))

        key = d.pop("key", UNSET)

        language = d.pop("language", UNSET)

        def _parse_is_explicit(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_explicit = _parse_is_explicit(d.pop("is_explicit", UNSET))

        lyrics = d.pop("lyrics", UNSET)

        comment = d.pop("comment", UNSET)

        musicbrainz_id = d.pop("musicbrainz_id", UNSET)

        movement = d.pop("movement", UNSET)

        def _parse_movement_number(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        movement_number = _parse_movement_number(d.pop("movement_number", UNSET))

        def _parse_vocals(data: object) -> BlankEnum | Unset | VocalsEnum:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                vocals_type_0 = check_vocals_enum(data)

                return vocals_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            vocals_type_1 = check_blank_enum(data)

            return vocals_type_1

        vocals = _parse_vocals(d.pop("vocals", UNSET))

        _release = d.pop("release", UNSET)
        release: list[TrackChangeReleaseEnum] | Unset = UNSET
        if _release is not UNSET:
            release = []
            for release_item_data in _release:
                release_item = check_track_change_release_enum(release_item_data)

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

        genres = cast(list[str], d.pop("genres", UNSET))

        patched_track_change_request = cls(
            title=title,
            sort_title=sort_title,
            disc_number=disc_number,
            position=position,
            isrc=isrc,
            bpm=bpm,
            key=key,
            language=language,
            is_explicit=is_explicit,
            lyrics=lyrics,
            comment=comment,
            musicbrainz_id=musicbrainz_id,
            movement=movement,
            movement_number=movement_number,
            vocals=vocals,
            release=release,
            visibility=visibility,
            credits_=credits_,
            genres=genres,
        )

        patched_track_change_request.additional_properties = d
        return patched_track_change_request

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
