from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.column_kind_enum import ColumnKindEnum, check_column_kind_enum

if TYPE_CHECKING:
    from ..models.choice import Choice


T = TypeVar("T", bound="Column")


@_attrs_define
class Column:
    """A column of the sheet.

    Attributes:
        key (str):
        label (str):
        kind (ColumnKindEnum): * `text` - text
            * `long` - long
            * `number` - number
            * `decimal` - decimal
            * `yes_no` - yes_no
            * `choice` - choice
            * `names` - names
            * `tags` - tags
            * `splits` - splits
        choices (list[Choice]):
        help_ (str):
        is_private (bool): Seen by the people of the workspace alone.
        is_of_album (bool): The same in all rows of an album: written in one, it changes in all.
    """

    key: str
    label: str
    kind: ColumnKindEnum
    choices: list[Choice]
    help_: str
    is_private: bool
    is_of_album: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        key = self.key

        label = self.label

        kind: str = self.kind

        choices = []
        for choices_item_data in self.choices:
            choices_item = choices_item_data.to_dict()
            choices.append(choices_item)

        help_ = self.help_

        is_private = self.is_private

        is_of_album = self.is_of_album

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "key": key,
                "label": label,
                "kind": kind,
                "choices": choices,
                "help": help_,
                "is_private": is_private,
                "is_of_album": is_of_album,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.choice import Choice  # noqa: PLC0415

        d = dict(src_dict)
        key = d.pop("key")

        label = d.pop("label")

        kind = check_column_kind_enum(d.pop("kind"))

        choices = []
        _choices = d.pop("choices")
        for choices_item_data in _choices:
            choices_item = Choice.from_dict(choices_item_data)

            choices.append(choices_item)

        help_ = d.pop("help")

        is_private = d.pop("is_private")

        is_of_album = d.pop("is_of_album")

        column = cls(
            key=key,
            label=label,
            kind=kind,
            choices=choices,
            help_=help_,
            is_private=is_private,
            is_of_album=is_of_album,
        )

        column.additional_properties = d
        return column

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
