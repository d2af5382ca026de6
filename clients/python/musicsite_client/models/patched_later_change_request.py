from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.at_enum import AtEnum, check_at_enum
from ..types import UNSET, Unset

T = TypeVar("T", bound="PatchedLaterChangeRequest")


@_attrs_define
class PatchedLaterChangeRequest:
    """Where entries go: an end (`at`), or beside another entry. The end of the playlist unless told.

    Attributes:
        at (AtEnum | Unset): * `first` - first
            * `last` - last
        before (str | Unset): An entry.
        after (str | Unset): An entry.
        done (bool | Unset):
    """

    at: AtEnum | Unset = UNSET
    before: str | Unset = UNSET
    after: str | Unset = UNSET
    done: bool | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        at: str | Unset = UNSET
        if not isinstance(self.at, Unset):
            at = self.at

        before = self.before

        after = self.after

        done = self.done

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if at is not UNSET:
            field_dict["at"] = at
        if before is not UNSET:
            field_dict["before"] = before
        if after is not UNSET:
            field_dict["after"] = after
        if done is not UNSET:
            field_dict["done"] = done

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _at = d.pop("at", UNSET)
        at: AtEnum | Unset
        if isinstance(_at, Unset):
            at = UNSET
        else:
            at = check_at_enum(_at)

        before = d.pop("before", UNSET)

        after = d.pop("after", UNSET)

        done = d.pop("done", UNSET)

        patched_later_change_request = cls(
            at=at,
            before=before,
            after=after,
            done=done,
        )

        patched_later_change_request.additional_properties = d
        return patched_later_change_request

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
