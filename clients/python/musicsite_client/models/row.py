from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.row_cells import RowCells
    from ..models.row_said import RowSaid


T = TypeVar("T", bound="Row")


@_attrs_define
class Row:
    """A track as a row. `tag` goes back as `if_match`, `album_tag` as `if_album_match`. What nobody set, tags say.

    Attributes:
        id (str):
        tag (str):
        album_tag (str):
        url (str):
        album (str): Its id.
        file (str): The path of its file; empty where there is none.
        duration_ms (int):
        cells (RowCells):
        said (RowSaid):
    """

    id: str
    tag: str
    album_tag: str
    url: str
    album: str
    file: str
    duration_ms: int
    cells: RowCells
    said: RowSaid
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        tag = self.tag

        album_tag = self.album_tag

        url = self.url

        album = self.album

        file = self.file

        duration_ms = self.duration_ms

        cells = self.cells.to_dict()

        said = self.said.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "tag": tag,
                "album_tag": album_tag,
                "url": url,
                "album": album,
                "file": file,
                "duration_ms": duration_ms,
                "cells": cells,
                "said": said,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.row_cells import RowCells  # noqa: PLC0415
        from ..models.row_said import RowSaid  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        tag = d.pop("tag")

        album_tag = d.pop("album_tag")

        url = d.pop("url")

        album = d.pop("album")

        file = d.pop("file")

        duration_ms = d.pop("duration_ms")

        cells = RowCells.from_dict(d.pop("cells"))

        said = RowSaid.from_dict(d.pop("said"))

        row = cls(
            id=id,
            tag=tag,
            album_tag=album_tag,
            url=url,
            album=album,
            file=file,
            duration_ms=duration_ms,
            cells=cells,
            said=said,
        )

        row.additional_properties = d
        return row

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
