from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pitch_document_state_enum import (
    PitchDocumentStateEnum,
    check_pitch_document_state_enum,
)

T = TypeVar("T", bound="PitchDocument")


@_attrs_define
class PitchDocument:
    """A file of the press kit.

    Attributes:
        id (str):
        name (str):
        mime (str):
        size (int): Bytes.
        state (PitchDocumentStateEnum): * `waiting` - Being made ready
            * `ready` - Ready
            * `refused` - Refused
        reason (str): Why it is refused.
    """

    id: str
    name: str
    mime: str
    size: int
    state: PitchDocumentStateEnum
    reason: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        mime = self.mime

        size = self.size

        state: str = self.state

        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "mime": mime,
                "size": size,
                "state": state,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        mime = d.pop("mime")

        size = d.pop("size")

        state = check_pitch_document_state_enum(d.pop("state"))

        reason = d.pop("reason")

        pitch_document = cls(
            id=id,
            name=name,
            mime=mime,
            size=size,
            state=state,
            reason=reason,
        )

        pitch_document.additional_properties = d
        return pitch_document

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
