from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Totals")


@_attrs_define
class Totals:
    """How many there are of each kind, of what you may see; null where it was not counted.

    Attributes:
        tracks (int | None):
        albums (int | None):
        artists (int | None):
        genres (int | None):
        playlists (int | None):
        people (int | None):
        posts (int | None):
    """

    tracks: int | None
    albums: int | None
    artists: int | None
    genres: int | None
    playlists: int | None
    people: int | None
    posts: int | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tracks: int | None
        tracks = self.tracks

        albums: int | None
        albums = self.albums

        artists: int | None
        artists = self.artists

        genres: int | None
        genres = self.genres

        playlists: int | None
        playlists = self.playlists

        people: int | None
        people = self.people

        posts: int | None
        posts = self.posts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tracks": tracks,
                "albums": albums,
                "artists": artists,
                "genres": genres,
                "playlists": playlists,
                "people": people,
                "posts": posts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_tracks(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        tracks = _parse_tracks(d.pop("tracks"))

        def _parse_albums(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        albums = _parse_albums(d.pop("albums"))

        def _parse_artists(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        artists = _parse_artists(d.pop("artists"))

        def _parse_genres(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        genres = _parse_genres(d.pop("genres"))

        def _parse_playlists(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        playlists = _parse_playlists(d.pop("playlists"))

        def _parse_people(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        people = _parse_people(d.pop("people"))

        def _parse_posts(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        posts = _parse_posts(d.pop("posts"))

        totals = cls(
            tracks=tracks,
            albums=albums,
            artists=artists,
            genres=genres,
            playlists=playlists,
            people=people,
            posts=posts,
        )

        totals.additional_properties = d
        return totals

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
