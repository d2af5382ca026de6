from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="PitchDuplicateRequest")


@_attrs_define
class PitchDuplicateRequest:
    """
    Attributes:
        title (str | Unset):  Default: ''.
        is_template (bool | Unset):  Default: False.
        recipients (bool | Unset): Also links to the same contacts. Default: False.
    """

    title: str | Unset = ""
    is_template: bool | Unset = False
    recipients: bool | Unset = False
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        is_template = self.is_template

        recipients = self.recipients

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if title is not UNSET:
            field_dict["title"] = title
        if is_template is not UNSET:
            field_dict["is_template"] = is_template
        if recipients is not UNSET:
            field_dict["recipients"] = recipients

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title", UNSET)

        is_template = d.pop("is_template", UNSET)

        recipients = d.pop("recipients", UNSET)

        pitch_duplicate_request = cls(
            title=title,
            is_template=is_template,
            recipients=recipients,
        )

        pitch_duplicate_request.additional_properties = d
        return pitch_duplicate_request

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
