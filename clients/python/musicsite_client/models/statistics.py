from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.counted_album import CountedAlbum
    from ..models.counted_artist import CountedArtist
    from ..models.counted_track import CountedTrack


T = TypeVar("T", bound="Statistics")


@_attrs_define
class Statistics:
    """What a period adds up to; of plays that counted.

    Attributes:
        plays (int):
        seconds (float):
        days (int): On which something was heard.
        longest_streak (int): Most days in a row of them.
        artists (list[CountedArtist]):
        albums (list[CountedAlbum]):
        tracks (list[CountedTrack]):
    """

    plays: int
    seconds: float
    days: int
    longest_streak: int
    artists: list[CountedArtist]
    albums: list[CountedAlbum]
    tracks: list[CountedTrack]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        plays = self.plays

        seconds = self.seconds

        days = self.days

        longest_streak = self.longest_streak

        artists = []
        for artists_item_data in self.artists:
            artists_item = artists_item_data.to_dict()
            artists.append(artists_item)

        albums = []
        for albums_item_data in self.albums:
            albums_item = albums_item_data.to_dict()
            albums.append(albums_item)

        tracks = []
        for tracks_item_data in self.tracks:
            tracks_item = tracks_item_data.to_dict()
            tracks.append(tracks_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "plays": plays,
                "seconds": seconds,
                "days": days,
                "longest_streak": longest_streak,
                "artists": artists,
                "albums": albums,
                "tracks": tracks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.counted_album import CountedAlbum  # noqa: PLC0415
        from ..models.counted_artist import CountedArtist  # noqa: PLC0415
        from ..models.counted_track import CountedTrack  # noqa: PLC0415

        d = dict(src_dict)
        plays = d.pop("plays")

        seconds = d.pop("seconds")

        days = d.pop("days")

        longest_streak = d.pop("longest_streak")

        artists = []
        _artists = d.pop("artists")
        for artists_item_data in _artists:
            artists_item = CountedArtist.from_dict(artists_item_data)

            artists.append(artists_item)

        albums = []
        _albums = d.pop("albums")
        for albums_item_data in _albums:
            albums_item = CountedAlbum.from_dict(albums_item_data)

            albums.append(albums_item)

        tracks = []
        _tracks = d.pop("tracks")
        for tracks_item_data in _tracks:
            tracks_item = CountedTrack.from_dict(tracks_item_data)

            tracks.append(tracks_item)

        statistics = cls(
            plays=plays,
            seconds=seconds,
            days=days,
            longest_streak=longest_streak,
            artists=artists,
            albums=albums,
            tracks=tracks,
        )

        statistics.additional_properties = d
        return statistics

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
