from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.entry import Entry


T = TypeVar("T", bound="Added")


@_attrs_define
class Added:
    """
    Attributes:
        added (int): How many entries.
        entries (list[Entry]): Those added; none where they are more than 20: they are at `entries/`.
        duplicates (list[str]): Tracks that were skipped.
        missing (list[str]): Items that are not there for you.
        undo (None | str):
    """

    added: int
    entries: list[Entry]
    duplicates: list[str]
    missing: list[str]
    undo: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        added = self.added

        entries = []
        for entries_item_data in self.entries:
            entries_item = entries_item_data.to_dict()
            entries.append(entries_item)

        duplicates = self.duplicates

        missing = self.missing

        undo: None | str
        undo = self.undo

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "added": added,
                "entries": entries,
                "duplicates": duplicates,
                "missing": missing,
                "undo": undo,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.entry import Entry  # noqa: PLC0415

        d = dict(src_dict)
        added = d.pop("added")

        entries = []
        _entries = d.pop("entries")
        for entries_item_data in _entries:
            entries_item = Entry.from_dict(entries_item_data)

            entries.append(entries_item)

        duplicates = cast(list[str], d.pop("duplicates"))

        missing = cast(list[str], d.pop("missing"))

        def _parse_undo(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        undo = _parse_undo(d.pop("undo"))

        added = cls(
            added=added,
            entries=entries,
            duplicates=duplicates,
            missing=missing,
            undo=undo,
        )

        added.additional_properties = d
        return added

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
