from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Cover")


@_attrs_define
class Cover:
    """A picture: the artwork, or one generated from the name. Never missing.

    Attributes:
        id (str): Of the artwork; empty for a generated one.
        src (str): Address of a middle size.
        srcset (str): Addresses of all sizes; empty for a generated one.
        color (None | str): Dominant colour as CSS.
        blurhash (str): Empty where it is not known.
    """

    id: str
    src: str
    srcset: str
    color: None | str
    blurhash: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        src = self.src

        srcset = self.srcset

        color: None | str
        color = self.color

        blurhash = self.blurhash

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "src": src,
                "srcset": srcset,
                "color": color,
                "blurhash": blurhash,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        src = d.pop("src")

        srcset = d.pop("srcset")

        def _parse_color(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        color = _parse_color(d.pop("color"))

        blurhash = d.pop("blurhash")

        cover = cls(
            id=id,
            src=src,
            srcset=srcset,
            color=color,
            blurhash=blurhash,
        )

        cover.additional_properties = d
        return cover

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
