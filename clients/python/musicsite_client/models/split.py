from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.side_enum import SideEnum, check_side_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="Split")


@_attrs_define
class Split:
    """A party's share of one side. The shares of each side add up to 10,000.

    Attributes:
        side (SideEnum): * `writer` - Writers' share
            * `publisher` - Publishers' share
            * `master` - Master
        party (str):
        share (int): Basis points: 10,000 is 100 %.
        pro (str | Unset):  Default: ''.
        ipi (str | Unset): IPI name number, of 11 digits. Default: ''.
        publisher (str | Unset): A writer's own. Default: ''.
    """

    side: SideEnum
    party: str
    share: int
    pro: str | Unset = ""
    ipi: str | Unset = ""
    publisher: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        side: str = self.side

        party = self.party

        share = self.share

        pro = self.pro

        ipi = self.ipi

        publisher = self.publisher

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "side": side,
                "party": party,
                "share": share,
            }
        )
        if pro is not UNSET:
            field_dict["pro"] = pro
        if ipi is not UNSET:
            field_dict["ipi"] = ipi
        if publisher is not UNSET:
            field_dict["publisher"] = publisher

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        side = check_side_enum(d.pop("side"))

        party = d.pop("party")

        share = d.pop("share")

        pro = d.pop("pro", UNSET)

        ipi = d.pop("ipi", UNSET)

        publisher = d.pop("publisher", UNSET)

        split = cls(
            side=side,
            party=party,
            share=share,
            pro=pro,
            ipi=ipi,
            publisher=publisher,
        )

        split.additional_properties = d
        return split

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
