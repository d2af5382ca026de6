from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.cover import Cover


T = TypeVar("T", bound="SharedThing")


@_attrs_define
class SharedThing:
    """What was shared.

    Attributes:
        item (str): `track:<id>` and the like.
        title (str):
        line (str): Whose it is.
        url (str):
        cover (Cover): A picture: the artwork, or one generated from the name. Never missing.
        duration_ms (int):
    """

    item: str
    title: str
    line: str
    url: str
    cover: Cover
    duration_ms: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        item = self.item

        title = self.title

        line = self.line

        url = self.url

        cover = self.cover.to_dict()

        duration_ms = self.duration_ms

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "item": item,
                "title": title,
                "line": line,
                "url": url,
                "cover": cover,
                "duration_ms": duration_ms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cover import Cover  # noqa: PLC0415

        d = dict(src_dict)
        item = d.pop("item")

        title = d.pop("title")

        line = d.pop("line")

        url = d.pop("url")

        cover = Cover.from_dict(d.pop("cover"))

        duration_ms = d.pop("duration_ms")

        shared_thing = cls(
            item=item,
            title=title,
            line=line,
            url=url,
            cover=cover,
            duration_ms=duration_ms,
        )

        shared_thing.additional_properties = d
        return shared_thing

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
