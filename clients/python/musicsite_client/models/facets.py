from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.bucket import Bucket


T = TypeVar("T", bound="Facets")


@_attrs_define
class Facets:
    """Values of the tracks found: names, years in decades, beats a minute, seconds of length.

    Attributes:
        genre (list[Bucket]):
        mood (list[Bucket]):
        format_ (list[Bucket]):
        year (list[Bucket]):
        bpm (list[Bucket]):
        length (list[Bucket]):
    """

    genre: list[Bucket]
    mood: list[Bucket]
    format_: list[Bucket]
    year: list[Bucket]
    bpm: list[Bucket]
    length: list[Bucket]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        genre = []
        for genre_item_data in self.genre:
            genre_item = genre_item_data.to_dict()
            genre.append(genre_item)

        mood = []
        for mood_item_data in self.mood:
            mood_item = mood_item_data.to_dict()
            mood.append(mood_item)

        format_ = []
        for format_item_data in self.format_:
            format_item = format_item_data.to_dict()
            format_.append(format_item)

        year = []
        for year_item_data in self.year:
            year_item = year_item_data.to_dict()
            year.append(year_item)

        bpm = []
        for bpm_item_data in self.bpm:
            bpm_item = bpm_item_data.to_dict()
            bpm.append(bpm_item)

        length = []
        for length_item_data in self.length:
            length_item = length_item_data.to_dict()
            length.append(length_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "genre": genre,
                "mood": mood,
                "format": format_,
                "year": year,
                "bpm": bpm,
                "length": length,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.bucket import Bucket  # noqa: PLC0415

        d = dict(src_dict)
        genre = []
        _genre = d.pop("genre")
        for genre_item_data in _genre:
            genre_item = Bucket.from_dict(genre_item_data)

            genre.append(genre_item)

        mood = []
        _mood = d.pop("mood")
        for mood_item_data in _mood:
            mood_item = Bucket.from_dict(mood_item_data)

            mood.append(mood_item)

        format_ = []
        _format_ = d.pop("format")
        for format_item_data in _format_:
            format_item = Bucket.from_dict(format_item_data)

            format_.append(format_item)

        year = []
        _year = d.pop("year")
        for year_item_data in _year:
            year_item = Bucket.from_dict(year_item_data)

            year.append(year_item)

        bpm = []
        _bpm = d.pop("bpm")
        for bpm_item_data in _bpm:
            bpm_item = Bucket.from_dict(bpm_item_data)

            bpm.append(bpm_item)

        length = []
        _length = d.pop("length")
        for length_item_data in _length:
            length_item = Bucket.from_dict(length_item_data)

            length.append(length_item)

        facets = cls(
            genre=genre,
            mood=mood,
            format_=format_,
            year=year,
            bpm=bpm,
            length=length,
        )

        facets.additional_properties = d
        return facets

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
