from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="VitalsRequest")


@_attrs_define
class VitalsRequest:
    """In milliseconds; what a browser does not know is left out. Bounded, so that one lie moves no average far.

    Attributes:
        lcp (float | Unset): Largest Contentful Paint.
        inp (float | Unset): Interaction to Next Paint.
        cls (float | Unset): Cumulative Layout Shift: no time.
        ttfb (float | Unset): Time to the first byte.
        first_sound (float | Unset): From the first click on play to sound.
        trace (str | Unset): The trace that the load began, as `traceparent` has it.
    """

    lcp: float | Unset = UNSET
    inp: float | Unset = UNSET
    cls: float | Unset = UNSET
    ttfb: float | Unset = UNSET
    first_sound: float | Unset = UNSET
    trace: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        lcp = self.lcp

        inp = self.inp

        cls = self.cls

        ttfb = self.ttfb

        first_sound = self.first_sound

        trace = self.trace

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if lcp is not UNSET:
            field_dict["lcp"] = lcp
        if inp is not UNSET:
            field_dict["inp"] = inp
        if cls is not UNSET:
            field_dict["cls"] = cls
        if ttfb is not UNSET:
            field_dict["ttfb"] = ttfb
        if first_sound is not UNSET:
            field_dict["first_sound"] = first_sound
        if trace is not UNSET:
            field_dict["trace"] = trace

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        lcp = d.pop("lcp", UNSET)

        inp = d.pop("inp", UNSET)

        cls = d.pop("cls", UNSET)

        ttfb = d.pop("ttfb", UNSET)

        first_sound = d.pop("first_sound", UNSET)

        trace = d.pop("trace", UNSET)

        vitals_request = cls(
            lcp=lcp,
            inp=inp,
            cls=cls,
            ttfb=ttfb,
            first_sound=first_sound,
            trace=trace,
        )

        vitals_request.additional_properties = d
        return vitals_request

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
