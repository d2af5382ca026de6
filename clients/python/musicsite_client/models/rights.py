from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.vocals_enum import VocalsEnum, check_vocals_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.split import Split
    from ..models.version import Version


T = TypeVar("T", bound="Rights")


@_attrs_define
class Rights:
    """All of it may be left out of a change. `splits` replaces the sides that it names and empties the others.

    Attributes:
        id (str):
        versions (list[Version]):
        iswc (str | Unset):
        is_one_stop (bool | None | Unset):
        clearance_contact (str | Unset):
        clearance_notes (str | Unset):
        splits (list[Split] | Unset):
        vocals (BlankEnum | Unset | VocalsEnum):
        instruments (list[str] | Unset):
        version_of (None | Unset | Version):
    """

    id: str
    versions: list[Version]
    iswc: str | Unset = UNSET
    is_one_stop: bool | None | Unset = UNSET
    clearance_contact: str | Unset = UNSET
    clearance_notes: str | Unset = UNSET
    splits: list[Split] | Unset = UNSET
    vocals: BlankEnum | Unset | VocalsEnum = UNSET
    instruments: list[str] | Unset = UNSET
    version_of: None | Unset | Version = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.version import Version  # noqa: PLC0415

        id = self.id

        versions = []
        for versions_item_data in self.versions:
            versions_item = versions_item_data.to_dict()
            versions.append(versions_item)

        iswc = self.iswc

        is_one_stop: bool | None | Unset
        if isinstance(self.is_one_stop, Unset):
            is_one_stop = UNSET
        else:
            is_one_stop = self.is_one_stop

        clearance_contact = self.clearance_contact

        clearance_notes = self.clearance_notes

        splits: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.splits, Unset):
            splits = []
            for splits_item_data in self.splits:
                splits_item = splits_item_data.to_dict()
                splits.append(splits_item)

        vocals: str | Unset
        if isinstance(self.vocals, Unset):
            vocals = UNSET
        elif isinstance(self.vocals, str):
            vocals = self.vocals
        else:
            vocals = self.vocals

        instruments: list[str] | Unset = UNSET
        if not isinstance(self.instruments, Unset):
            instruments = self.instruments

        version_of: dict[str, Any] | None | Unset
        if isinstance(self.version_of, Unset):
            version_of = UNSET
        elif isinstance(self.version_of, Version):
            version_of = self.version_of.to_dict()
        else:
            version_of = self.version_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "versions": versions,
            }
        )
        if iswc is not UNSET:
            field_dict["iswc"] = iswc
        if is_one_stop is not UNSET:
            field_dict["is_one_stop"] = is_one_stop
        if clearance_contact is not UNSET:
            field_dict["clearance_contact"] = clearance_contact
        if clearance_notes is not UNSET:
            field_dict["clearance_notes"] = clearance_notes
        if splits is not UNSET:
            field_dict["splits"] = splits
        if vocals is not UNSET:
            field_dict["vocals"] = vocals
        if instruments is not UNSET:
            field_dict["instruments"] = instruments
        if version_of is not UNSET:
            field_dict["version_of"] = version_of

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.split import Split  # noqa: PLC0415
        from ..models.version import Version  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        versions = []
        _versions = d.pop("versions")
        for versions_item_data in _versions:
            versions_item = Version.from_dict(versions_item_data)

            versions.append(versions_item)

        iswc = d.pop("iswc", UNSET)

        def _parse_is_one_stop(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        is_one_stop = _parse_is_one_stop(d.pop("is_one_stop", UNSET))

        clearance_contact = d.pop("clearance_contact", UNSET)

        clearance_notes = d.pop("clearance_notes", UNSET)

        _splits = d.pop("splits", UNSET)
        splits: list[Split] | Unset = UNSET
        if _splits is not UNSET:
            splits = []
            for splits_item_data in _splits:
                splits_item = Split.from_dict(splits_item_data)

                splits.append(splits_item)

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

        instruments = cast(list[str], d.pop("instruments", UNSET))

        def _parse_version_of(data: object) -> None | Unset | Version:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                version_of_type_0 = Version.from_dict(data)

                return version_of_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Unset | Version, data)

        version_of = _parse_version_of(d.pop("version_of", UNSET))

        rights = cls(
            id=id,
            versions=versions,
            iswc=iswc,
            is_one_stop=is_one_stop,
            clearance_contact=clearance_contact,
            clearance_notes=clearance_notes,
            splits=splits,
            vocals=vocals,
            instruments=instruments,
            version_of=version_of,
        )

        rights.additional_properties = d
        return rights

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
