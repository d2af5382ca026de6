from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.merge import Merge


T = TypeVar("T", bound="Merges")


@_attrs_define
class Merges:
    """
    Attributes:
        merges (list[Merge]):
    """

    merges: list[Merge]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        merges = []
        for merges_item_data in self.merges:
            merges_item = merges_item_data.to_dict()
            merges.append(merges_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "merges": merges,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.merge import Merge  # noqa: PLC0415

        d = dict(src_dict)
        merges = []
        _merges = d.pop("merges")
        for merges_item_data in _merges:
            merges_item = Merge.from_dict(merges_item_data)

            merges.append(merges_item)

        merges = cls(
            merges=merges,
        )

        merges.additional_properties = d
        return merges

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
