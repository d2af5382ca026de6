from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.row_change_request_cells import RowChangeRequestCells


T = TypeVar("T", bound="RowChangeRequest")


@_attrs_define
class RowChangeRequest:
    """What to write of a row. A cell that is sent as it is changes nothing; the empty text empties it.

    Attributes:
        id (str):
        if_match (str | Unset): The row's `tag`: fails with 412 if it has changed since.
        if_album_match (str | Unset): The row's `album_tag`: 412 if a cell of the album is to change, and it has changed
            since.
        cells (RowChangeRequestCells | Unset):
        release (list[str] | Unset): Cells to give back to the tags.
    """

    id: str
    if_match: str | Unset = UNSET
    if_album_match: str | Unset = UNSET
    cells: RowChangeRequestCells | Unset = UNSET
    release: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        if_match = self.if_match

        if_album_match = self.if_album_match

        cells: dict[str, Any] | Unset = UNSET
        if not isinstance(self.cells, Unset):
            cells = self.cells.to_dict()

        release: list[str] | Unset = UNSET
        if not isinstance(self.release, Unset):
            release = self.release

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if if_match is not UNSET:
            field_dict["if_match"] = if_match
        if if_album_match is not UNSET:
            field_dict["if_album_match"] = if_album_match
        if cells is not UNSET:
            field_dict["cells"] = cells
        if release is not UNSET:
            field_dict["release"] = release

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.row_change_request_cells import RowChangeRequestCells  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        if_match = d.pop("if_match", UNSET)

        if_album_match = d.pop("if_album_match", UNSET)

        _cells = d.pop("cells", UNSET)
        cells: RowChangeRequestCells | Unset
        if isinstance(_cells, Unset):
            cells = UNSET
        else:
            cells = RowChangeRequestCells.from_dict(_cells)

        release = cast(list[str], d.pop("release", UNSET))

        row_change_request = cls(
            id=id,
            if_match=if_match,
            if_album_match=if_album_match,
            cells=cells,
            release=release,
        )

        row_change_request.additional_properties = d
        return row_change_request

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
