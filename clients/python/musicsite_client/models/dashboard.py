from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.artist_plays import ArtistPlays
    from ..models.day_plays import DayPlays
    from ..models.play_share import PlayShare
    from ..models.play_total import PlayTotal
    from ..models.track_plays import TrackPlays


T = TypeVar("T", bound="Dashboard")


@_attrs_define
class Dashboard:
    """At most 50 of each list, the most played first.

    Attributes:
        first (datetime.date):
        last (datetime.date):
        total (PlayTotal): `starts` are all plays; `plays` those that count (half of the track, or four minutes).
        before (PlayTotal): `starts` are all plays; `plays` those that count (half of the track, or four minutes).
        days (list[DayPlays]):
        tracks (list[TrackPlays]):
        albums (list[TrackPlays]):
        artists (list[ArtistPlays]):
        sources (list[PlayShare]):
        countries (list[PlayShare]):
        playlist_count (int): Playlists that hold any of it.
    """

    first: datetime.date
    last: datetime.date
    total: PlayTotal
    before: PlayTotal
    days: list[DayPlays]
    tracks: list[TrackPlays]
    albums: list[TrackPlays]
    artists: list[ArtistPlays]
    sources: list[PlayShare]
    countries: list[PlayShare]
    playlist_count: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        first = self.first.isoformat()

        last = self.last.isoformat()

        total = self.total.to_dict()

        before = self.before.to_dict()

        days = []
        for days_item_data in self.days:
            days_item = days_item_data.to_dict()
            days.append(days_item)

        tracks = []
        for tracks_item_data in self.tracks:
            tracks_item = tracks_item_data.to_dict()
            tracks.append(tracks_item)

        albums = []
        for albums_item_data in self.albums:
            albums_item = albums_item_data.to_dict()
            albums.append(albums_item)

        artists = []
        for artists_item_data in self.artists:
            artists_item = artists_item_data.to_dict()
            artists.append(artists_item)

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        countries = []
        for countries_item_data in self.countries:
            countries_item = countries_item_data.to_dict()
            countries.append(countries_item)

        playlist_count = self.playlist_count

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "first": first,
                "last": last,
                "total": total,
                "before": before,
                "days": days,
                "tracks": tracks,
                "albums": albums,
                "artists": artists,
                "sources": sources,
                "countries": countries,
                "playlist_count": playlist_count,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.artist_plays import ArtistPlays  # noqa: PLC0415
        from ..models.day_plays import DayPlays  # noqa: PLC0415
        from ..models.play_share import PlayShare  # noqa: PLC0415
        from ..models.play_total import PlayTotal  # noqa: PLC0415
        from ..models.track_plays import TrackPlays  # noqa: PLC0415

        d = dict(src_dict)
        first = datetime.date.fromisoformat(d.pop("first"))

        last = datetime.date.fromisoformat(d.pop("last"))

        total = PlayTotal.from_dict(d.pop("total"))

        before = PlayTotal.from_dict(d.pop("before"))

        days = []
        _days = d.pop("days")
        for days_item_data in _days:
            days_item = DayPlays.from_dict(days_item_data)

            days.append(days_item)

        tracks = []
        _tracks = d.pop("tracks")
        for tracks_item_data in _tracks:
            tracks_item = TrackPlays.from_dict(tracks_item_data)

            tracks.append(tracks_item)

        albums = []
        _albums = d.pop("albums")
        for albums_item_data in _albums:
            albums_item = TrackPlays.from_dict(albums_item_data)

            albums.append(albums_item)

        artists = []
        _artists = d.pop("artists")
        for artists_item_data in _artists:
            artists_item = ArtistPlays.from_dict(artists_item_data)

            artists.append(artists_item)

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = PlayShare.from_dict(sources_item_data)

            sources.append(sources_item)

        countries = []
        _countries = d.pop("countries")
        for countries_item_data in _countries:
            countries_item = PlayShare.from_dict(countries_item_data)

            countries.append(countries_item)

        playlist_count = d.pop("playlist_count")

        dashboard = cls(
            first=first,
            last=last,
            total=total,
            before=before,
            days=days,
            tracks=tracks,
            albums=albums,
            artists=artists,
            sources=sources,
            countries=countries,
            playlist_count=playlist_count,
        )

        dashboard.additional_properties = d
        return dashboard

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
