from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.album_ref import AlbumRef
    from ..models.artist_ref import ArtistRef
    from ..models.gain import Gain
    from ..models.source import Source


T = TypeVar("T", bound="Playback")


@_attrs_define
class Playback:
    """A track with what the player needs.

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
        sources (list[Source]): By preference: take the first that plays.
        gain (Gain | None):
        keeps_position (bool): So long that whoever comes back goes on where they left it (`me/bookmarks/`).
        resume_ms (int | None): Where they left it.
        waveform_url (str):
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
    sources: list[Source]
    gain: Gain | None
    keeps_position: bool
    resume_ms: int | None
    waveform_url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.gain import Gain  # noqa: PLC0415

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

        sources = []
        for sources_item_data in self.sources:
            sources_item = sources_item_data.to_dict()
            sources.append(sources_item)

        gain: dict[str, Any] | None
        if isinstance(self.gain, Gain):
            gain = self.gain.to_dict()
        else:
            gain = self.gain

        keeps_position = self.keeps_position

        resume_ms: int | None
        resume_ms = self.resume_ms

        waveform_url = self.waveform_url

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
                "sources": sources,
                "gain": gain,
                "keeps_position": keeps_position,
                "resume_ms": resume_ms,
                "waveform_url": waveform_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album_ref import AlbumRef  # noqa: PLC0415
        from ..models.artist_ref import ArtistRef  # noqa: PLC0415
        from ..models.gain import Gain  # noqa: PLC0415
        from ..models.source import Source  # noqa: PLC0415

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

        sources = []
        _sources = d.pop("sources")
        for sources_item_data in _sources:
            sources_item = Source.from_dict(sources_item_data)

            sources.append(sources_item)

        def _parse_gain(data: object) -> Gain | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                gain_type_0 = Gain.from_dict(data)

                return gain_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(Gain | None, data)

        gain = _parse_gain(d.pop("gain"))

        keeps_position = d.pop("keeps_position")

        def _parse_resume_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        resume_ms = _parse_resume_ms(d.pop("resume_ms"))

        waveform_url = d.pop("waveform_url")

        playback = cls(
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
            sources=sources,
            gain=gain,
            keeps_position=keeps_position,
            resume_ms=resume_ms,
            waveform_url=waveform_url,
        )

        playback.additional_properties = d
        return playback

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
