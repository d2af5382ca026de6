from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.album import Album
    from ..models.artist import Artist
    from ..models.facets import Facets
    from ..models.genre import Genre
    from ..models.person_found import PersonFound
    from ..models.playlist import Playlist
    from ..models.post_found import PostFound
    from ..models.totals import Totals
    from ..models.track import Track


T = TypeVar("T", bound="Found")


@_attrs_define
class Found:
    """What was found, best first, by kind.

    Attributes:
        tracks (list[Track]):
        albums (list[Album]):
        artists (list[Artist]):
        genres (list[Genre]):
        playlists (list[Playlist]):
        people (list[PersonFound]):
        posts (list[PostFound]):
        totals (Totals): How many there are of each kind, of what you may see; null where it was not counted.
        facets (Facets | None): Null unless asked for.
        is_partial (bool): The search index is away and the database stood in: no spelling errors, no numbers, few
            fields.
    """

    tracks: list[Track]
    albums: list[Album]
    artists: list[Artist]
    genres: list[Genre]
    playlists: list[Playlist]
    people: list[PersonFound]
    posts: list[PostFound]
    totals: Totals
    facets: Facets | None
    is_partial: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.facets import Facets  # noqa: PLC0415

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

        genres = []
        for genres_item_data in self.genres:
            genres_item = genres_item_data.to_dict()
            genres.append(genres_item)

        playlists = []
        for playlists_item_data in self.playlists:
            playlists_item = playlists_item_data.to_dict()
            playlists.append(playlists_item)

        people = []
        for people_item_data in self.people:
            people_item = people_item_data.to_dict()
            people.append(people_item)

        posts = []
        for posts_item_data in self.posts:
            posts_item = posts_item_data.to_dict()
            posts.append(posts_item)

        totals = self.totals.to_dict()

        facets: dict[str, Any] | None
        if isinstance(self.facets, Facets):
            facets = self.facets.to_dict()
        else:
            facets = self.facets

        is_partial = self.is_partial

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
                "totals": totals,
                "facets": facets,
                "is_partial": is_partial,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album import Album  # noqa: PLC0415
        from ..models.artist import Artist  # noqa: PLC0415
        from ..models.facets import Facets  # noqa: PLC0415
        from ..models.genre import Genre  # noqa: PLC0415
        from ..models.person_found import PersonFound  # noqa: PLC0415
        from ..models.playlist import Playlist  # noqa: PLC0415
        from ..models.post_found import PostFound  # noqa: PLC0415
        from ..models.totals import Totals  # noqa: PLC0415
        from ..models.track import Track  # noqa: PLC0415

        d = dict(src_dict)
        tracks = []
        _tracks = d.pop("tracks")
        for tracks_item_data in _tracks:
            tracks_item = Track.from_dict(tracks_item_data)

            tracks.append(tracks_item)

        albums = []
        _albums = d.pop("albums")
        for albums_item_data in _albums:
            albums_item = Album.from_dict(albums_item_data)

            albums.append(albums_item)

        artists = []
        _artists = d.pop("artists")
        for artists_item_data in _artists:
            artists_item = Artist.from_dict(artists_item_data)

            artists.append(artists_item)

        genres = []
        _genres = d.pop("genres")
        for genres_item_data in _genres:
            genres_item = Genre.from_dict(genres_item_data)

            genres.append(genres_item)

        playlists = []
        _playlists = d.pop("playlists")
        for playlists_item_data in _playlists:
            playlists_item = Playlist.from_dict(playlists_item_data)

            playlists.append(playlists_item)

        people = []
        _people = d.pop("people")
        for people_item_data in _people:
            people_item = PersonFound.from_dict(people_item_data)

            people.append(people_item)

        posts = []
        _posts = d.pop("posts")
        for posts_item_data in _posts:
            posts_item = PostFound.from_dict(posts_item_data)

            posts.append(posts_item)

        totals = Totals.from_dict(d.pop("totals"))

        def _parse_facets(data: object) -> Facets | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                facets_type_0 = Facets.from_dict(data)

                return facets_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Facets | None, data)

        facets = _parse_facets(d.pop("facets"))

        is_partial = d.pop("is_partial")

        found = cls(
            tracks=tracks,
            albums=albums,
            artists=artists,
            genres=genres,
            playlists=playlists,
            people=people,
            posts=posts,
            totals=totals,
            facets=facets,
            is_partial=is_partial,
        )

        found.additional_properties = d
        return found

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
