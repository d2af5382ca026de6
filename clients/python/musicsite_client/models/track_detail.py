from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.album_ref import AlbumRef
    from ..models.artist_ref import ArtistRef
    from ..models.credit import Credit
    from ..models.genre import Genre


T = TypeVar("T", bound="TrackDetail")


@_attrs_define
class TrackDetail:
    """A track with what its page tells.

    Attributes:
        id (str):
        title (str):
        url (str):
        artists (list[ArtistRef]):
        album (AlbumRef): The album that a track is on.
        duration_ms (int):
        disc (int):
        position (int): Track number; 0 when unknown.
        explicit (bool | None):
        stream_url (str):
        isrc (str):
        bpm (None | str):
        key (str):
        language (str):
        lyrics (str):
        synced_lyrics (list[list[Any]] | None): Pairs of milliseconds and line.
        comment (str):
        musicbrainz_id (str):
        movement (str):
        movement_number (int | None):
        added_at (datetime.datetime):
        genres (list[Genre]):
        credits_ (list[Credit]):
        work (str | Unset):  Default: ''.
    """

    id: str
    title: str
    url: str
    artists: list[ArtistRef]
    album: AlbumRef
    duration_ms: int
    disc: int
    position: int
    explicit: bool | None
    stream_url: str
    isrc: str
    bpm: None | str
    key: str
    language: str
    lyrics: str
    synced_lyrics: list[list[Any]] | None
    comment: str
    musicbrainz_id: str
    movement: str
    movement_number: int | None
    added_at: datetime.datetime
    genres: list[Genre]
    credits_: list[Credit]
    work: str | Unset = ""
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        url = self.url

        artists = []
        for artists_item_data in self.artists:
            artists_item = artists_item_data.to_dict()
            artists.append(artists_item)

        album = self.album.to_dict()

        duration_ms = self.duration_ms

        disc = self.disc

        position = self.position

        explicit: bool | None
        explicit = self.explicit

        stream_url = self.stream_url

        isrc = self.isrc

        bpm: None | str
        bpm = self.bpm

        key = self.key

        language = self.language

        lyrics = self.lyrics

        synced_lyrics: list[list[Any]] | None
        if isinstance(self.synced_lyrics, list):
            synced_lyrics = []
            for synced_lyrics_type_0_item_data in self.synced_lyrics:
                synced_lyrics_type_0_item = synced_lyrics_type_0_item_data

                synced_lyrics.append(synced_lyrics_type_0_item)

        else:
            synced_lyrics = self.synced_lyrics

        comment = self.comment

        musicbrainz_id = self.musicbrainz_id

        movement = self.movement

        movement_number: int | None
        movement_number = self.movement_number

        added_at = self.added_at.isoformat()

        genres = []
        for genres_item_data in self.genres:
            genres_item = genres_item_data.to_dict()
            genres.append(genres_item)

        credits_ = []
        for credits_item_data in self.credits_:
            credits_item = credits_item_data.to_dict()
            credits_.append(credits_item)

        work = self.work

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "url": url,
                "artists": artists,
                "album": album,
                "duration_ms": duration_ms,
                "disc": disc,
                "position": position,
                "explicit": explicit,
                "stream_url": stream_url,
                "isrc": isrc,
                "bpm": bpm,
                "key": key,
                "language": language,
                "lyrics": lyrics,
                "synced_lyrics": synced_lyrics,
                "comment": comment,
                "musicbrainz_id": musicbrainz_id,
                "movement": movement,
                "movement_number": movement_number,
                "added_at": added_at,
                "genres": genres,
                "credits": credits_,
            }
        )
        if work is not UNSET:
            field_dict["work"] = work

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album_ref import AlbumRef  # noqa: PLC0415
        from ..models.artist_ref import ArtistRef  # noqa: PLC0415
        from ..models.credit import Credit  # noqa: PLC0415
        from ..models.genre import Genre  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        url = d.pop("url")

        artists = []
        _artists = d.pop("artists")
        for artists_item_data in _artists:
            artists_item = ArtistRef.from_dict(artists_item_data)

            artists.append(artists_item)

        album = AlbumRef.from_dict(d.pop("album"))

        duration_ms = d.pop("duration_ms")

        disc = d.pop("disc")

        position = d.pop("position")

        def _parse_explicit(data: object) -> bool | None:
            if data is None:
                return data
            return cast(bool | None, data)

        explicit = _parse_explicit(d.pop("explicit"))

        stream_url = d.pop("stream_url")

        isrc = d.pop("isrc")

        def _parse_bpm(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        bpm = _parse_bpm(d.pop("bpm"))

        key = d.pop("key")

        language = d.pop("language")

        lyrics = d.pop("lyrics")

        def _parse_synced_lyrics(data: object) -> list[list[Any]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                synced_lyrics_type_0 = []
                _synced_lyrics_type_0 = data
                for synced_lyrics_type_0_item_data in _synced_lyrics_type_0:
                    synced_lyrics_type_0_item = cast(list[Any], synced_lyrics_type_0_item_data)

                    synced_lyrics_type_0.append(synced_lyrics_type_0_item)

                return synced_lyrics_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[Any]] | None, data)

        synced_lyrics = _parse_synced_lyrics(d.pop("synced_lyrics"))

        comment = d.pop("comment")

        musicbrainz_id = d.pop("musicbrainz_id")

        movement = d.pop("movement")

        def _parse_movement_number(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        movement_number = _parse_movement_number(d.pop("movement_number"))

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        genres = []
        _genres = d.pop("genres")
        for genres_item_data in _genres:
            genres_item = Genre.from_dict(genres_item_data)

            genres.append(genres_item)

        credits_ = []
        _credits_ = d.pop("credits")
        for credits_item_data in _credits_:
            credits_item = Credit.from_dict(credits_item_data)

            credits_.append(credits_item)

        work = d.pop("work", UNSET)

        track_detail = cls(
            id=id,
            title=title,
            url=url,
            artists=artists,
            album=album,
            duration_ms=duration_ms,
            disc=disc,
            position=position,
            explicit=explicit,
            stream_url=stream_url,
            isrc=isrc,
            bpm=bpm,
            key=key,
            language=language,
            lyrics=lyrics,
            synced_lyrics=synced_lyrics,
            comment=comment,
            musicbrainz_id=musicbrainz_id,
            movement=movement,
            movement_number=movement_number,
            added_at=added_at,
            genres=genres,
            credits_=credits_,
            work=work,
        )

        track_detail.additional_properties = d
        return track_detail

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
