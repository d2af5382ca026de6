from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.cover import Cover


T = TypeVar("T", bound="Later")


@_attrs_define
class Later:
    """A track, an album or a playlist to hear.

    Attributes:
        id (str):
        item (str): `track:<id>` and the like.
        title (str):
        line (str): Whose it is.
        url (str):
        cover (Cover): A picture: the artwork, or one generated from the name. Never missing.
        duration_ms (int):
        added_at (datetime.datetime):
        done_at (datetime.datetime | None):
    """

    id: str
    item: str
    title: str
    line: str
    url: str
    cover: Cover
    duration_ms: int
    added_at: datetime.datetime
    done_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        item = self.item

        title = self.title

        line = self.line

        url = self.url

        cover = self.cover.to_dict()

        duration_ms = self.duration_ms

        added_at = self.added_at.isoformat()

        done_at: None | str
        if isinstance(self.done_at, datetime.datetime):
            done_at = self.done_at.isoformat()
        else:
            done_at = self.done_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "item": item,
                "title": title,
                "line": line,
                "url": url,
                "cover": cover,
                "duration_ms": duration_ms,
                "added_at": added_at,
                "done_at": done_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cover import Cover  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        item = d.pop("item")

        title = d.pop("title")

        line = d.pop("line")

        url = d.pop("url")

        cover = Cover.from_dict(d.pop("cover"))

        duration_ms = d.pop("duration_ms")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        def _parse_done_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                done_at_type_0 = datetime.datetime.fromisoformat(data)

                return done_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        done_at = _parse_done_at(d.pop("done_at"))

        later = cls(
            id=id,
            item=item,
            title=title,
            line=line,
            url=url,
            cover=cover,
            duration_ms=duration_ms,
            added_at=added_at,
            done_at=done_at,
        )

        later.additional_properties = d
        return later

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
