from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.credit_role_enum import CreditRoleEnum, check_credit_role_enum

T = TypeVar("T", bound="Credit")


@_attrs_define
class Credit:
    """An artist's role.

    Attributes:
        id (str):
        name (str):
        url (str):
        role (CreditRoleEnum): * `main` - Main
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
            * `other` - Other
        detail (str): The instrument of a performer, and the like.
    """

    id: str
    name: str
    url: str
    role: CreditRoleEnum
    detail: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        url = self.url

        role: str = self.role

        detail = self.detail

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "url": url,
                "role": role,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        url = d.pop("url")

        role = check_credit_role_enum(d.pop("role"))

        detail = d.pop("detail")

        credit = cls(
            id=id,
            name=name,
            url=url,
            role=role,
            detail=detail,
        )

        credit.additional_properties = d
        return credit

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
