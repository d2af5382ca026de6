from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PlayTotal")


@_attrs_define
class PlayTotal:
    """`starts` are all plays; `plays` those that count (half of the track, or four minutes).

    Attributes:
        starts (int):
        plays (int):
        seconds (float):
        completions (int): Heard nine tenths of it.
        skips (int): Given up within half a minute.
        listeners (int): People and links, once each.
    """

    starts: int
    plays: int
    seconds: float
    completions: int
    skips: int
    listeners: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        starts = self.starts

        plays = self.plays

        seconds = self.seconds

        completions = self.completions

        skips = self.skips

        listeners = self.listeners

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "starts": starts,
                "plays": plays,
                "seconds": seconds,
                "completions": completions,
                "skips": skips,
                "listeners": listeners,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        starts = d.pop("starts")

        plays = d.pop("plays")

        seconds = d.pop("seconds")

        completions = d.pop("completions")

        skips = d.pop("skips")

        listeners = d.pop("listeners")

        play_total = cls(
            starts=starts,
            plays=plays,
            seconds=seconds,
            completions=completions,
            skips=skips,
            listeners=listeners,
        )

        play_total.additional_properties = d
        return play_total

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
