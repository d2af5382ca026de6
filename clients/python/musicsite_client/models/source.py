from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Source")


@_attrs_define
class Source:
    """One address to play from. `samples` is null where the exact count is unknown: play it in a plain element.

    Attributes:
        url (str):
        mime (str):
        sample_rate (int): Hz, of all counts here.
        skip_samples (int): Encoder delay to cut at the start.
        samples (int | None): Valid samples after it.
        padding_samples (int | None): Samples to cut at the end, where known.
        first_byte (int): Where the sound starts: tags before it.
    """

    url: str
    mime: str
    sample_rate: int
    skip_samples: int
    samples: int | None
    padding_samples: int | None
    first_byte: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        url = self.url

        mime = self.mime

        sample_rate = self.sample_rate

        skip_samples = self.skip_samples

        samples: int | None
        samples = self.samples

        padding_samples: int | None
        padding_samples = self.padding_samples

        first_byte = self.first_byte

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "url": url,
                "mime": mime,
                "sample_rate": sample_rate,
                "skip_samples": skip_samples,
                "samples": samples,
                "padding_samples": padding_samples,
                "first_byte": first_byte,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        url = d.pop("url")

        mime = d.pop("mime")

        sample_rate = d.pop("sample_rate")

        skip_samples = d.pop("skip_samples")

        def _parse_samples(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        samples = _parse_samples(d.pop("samples"))

        def _parse_padding_samples(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        padding_samples = _parse_padding_samples(d.pop("padding_samples"))

        first_byte = d.pop("first_byte")

        source = cls(
            url=url,
            mime=mime,
            sample_rate=sample_rate,
            skip_samples=skip_samples,
            samples=samples,
            padding_samples=padding_samples,
            first_byte=first_byte,
        )

        source.additional_properties = d
        return source

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
