from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.credit_role_enum import CreditRoleEnum, check_credit_role_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChosenCreditRequest")


@_attrs_define
class ChosenCreditRequest:
    """A credit of an artist of this site. `join` stands between this name and the next, its spaces included.

    Attributes:
        artist (str):
        role (CreditRoleEnum | Unset): * `main` - Main
            * `featured` - Featured
            * `remixer` - Remixer
            * `composer` - Composer
            * `lyricist` - Lyricist
            * `conductor` - Conductor
            * `performer` - Performer
            * `arranger` - Arranger
            * `producer` - Producer
            * `engineer` - Engineer
            * `mixer` - Mixer
            * `dj_mixer` - DJ mixer
            * `other` - Other Default: 'main'.
        credited_as (str | Unset):  Default: ''.
        join (str | Unset):  Default: ''.
        detail (str | Unset):  Default: ''.
    """

    artist: str
    role: CreditRoleEnum | Unset = "main"
    credited_as: str | Unset = ""
    join: str | Unset = ""
    detail: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        artist = self.artist

        role: str | Unset = UNSET
        if not isinstance(self.role, Unset):
            role = self.role

        credited_as = self.credited_as

        join = self.join

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "artist": artist,
            }
        )
        if role is not UNSET:
            field_dict["role"] = role
        if credited_as is not UNSET:
            field_dict["credited_as"] = credited_as
        if join is not UNSET:
            field_dict["join"] = join
        if detail is not UNSET:
            field_dict["detail"] = detail

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        artist = d.pop("artist")

        _role = d.pop("role", UNSET)
        role: CreditRoleEnum | Unset
        if isinstance(_role, Unset):
            role = UNSET
        else:
            role = check_credit_role_enum(_role)

        credited_as = d.pop("credited_as", UNSET)

        join = d.pop("join", UNSET)

        detail = d.pop("detail", UNSET)

        chosen_credit_request = cls(
            artist=artist,
            role=role,
            credited_as=credited_as,
            join=join,
            detail=detail,
        )

        chosen_credit_request.additional_properties = d
        return chosen_credit_request

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
