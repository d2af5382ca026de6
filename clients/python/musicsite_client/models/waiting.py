from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.waiting_waiting import WaitingWaiting


T = TypeVar("T", bound="Waiting")


@_attrs_define
class Waiting:
    """How much is new.

    Attributes:
        unread (int): How many of the inbox you have not opened.
        waiting (WaitingWaiting): How much else is new: `pitches`, of news of them.
    """

    unread: int
    waiting: WaitingWaiting
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        unread = self.unread

        waiting = self.waiting.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "unread": unread,
                "waiting": waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.waiting_waiting import WaitingWaiting  # noqa: PLC0415

        d = dict(src_dict)
        unread = d.pop("unread")

        waiting = WaitingWaiting.from_dict(d.pop("waiting"))

        waiting = cls(
            unread=unread,
            waiting=waiting,
        )

        waiting.additional_properties = d
        return waiting

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
