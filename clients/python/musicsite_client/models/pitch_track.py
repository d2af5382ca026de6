from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.track import Track


T = TypeVar("T", bound="PitchTrack")


@_attrs_define
class PitchTrack:
    """A place in a pitch. `track` is null when it is no longer available; the names are as last known.

    Attributes:
        title (str):
        artists (str):
        excerpt_start_ms (int | None):
        track (None | Track):
    """

    title: str
    artists: str
    excerpt_start_ms: int | None
    track: None | Track
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.track import Track  # noqa: PLC0415

        title = self.title

        artists = self.artists

        excerpt_start_ms: int | None
        excerpt_start_ms = self.excerpt_start_ms

        track: dict[str, Any] | None
        if isinstance(self.track, Track):
            track = self.track.to_dict()
        else:
            track = self.track

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "artists": artists,
                "excerpt_start_ms": excerpt_start_ms,
                "track": track,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title")

        artists = d.pop("artists")

        def _parse_excerpt_start_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        excerpt_start_ms = _parse_excerpt_start_ms(d.pop("excerpt_start_ms"))

        def _parse_track(data: object) -> None | Track:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                track_type_0 = Track.from_dict(data)

                return track_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Track, data)

        track = _parse_track(d.pop("track"))

        pitch_track = cls(
            title=title,
            artists=artists,
            excerpt_start_ms=excerpt_start_ms,
            track=track,
        )

        pitch_track.additional_properties = d
        return pitch_track

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
