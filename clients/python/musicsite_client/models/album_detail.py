from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.type_enum import TypeEnum, check_type_enum

if TYPE_CHECKING:
    from ..models.artist_ref import ArtistRef
    from ..models.cover import Cover
    from ..models.credit import Credit
    from ..models.disc import Disc
    from ..models.genre import Genre


T = TypeVar("T", bound="AlbumDetail")


@_attrs_define
class AlbumDetail:
    """An album with what its page tells; its tracks are `tracks/?album=<id>`.

    Attributes:
        id (str):
        title (str):
        url (str):
        cover (Cover): A picture: the artwork, or one generated from the name. Never missing.
        artists (list[ArtistRef]):
        type_ (TypeEnum): * `album` - Album
            * `ep` - EP
            * `single` - Single
            * `compilation` - Compilation
            * `soundtrack` - Soundtrack
            * `live` - Live
            * `remix` - Remix
            * `other` - Other
        release_date (str):
        original_date (str):
        track_count (int):
        duration_ms (int):
        added_at (datetime.datetime):
        label (str):
        catalogue_number (str):
        barcode (str):
        musicbrainz_id (str):
        comment (str):
        genres (list[Genre]):
        discs (list[Disc]):
        credits_ (list[Credit]):
    """

    id: str
    title: str
    url: str
    cover: Cover
    artists: list[ArtistRef]
    type_: TypeEnum
    release_date: str
    original_date: str
    track_count: int
    duration_ms: int
    added_at: datetime.datetime
    label: str
    catalogue_number: str
    barcode: str
    musicbrainz_id: str
    comment: str
    genres: list[Genre]
    discs: list[Disc]
    credits_: list[Credit]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        title = self.title

        url = self.url

        cover = self.cover.to_dict()

        artists = []
        for artists_item_data in self.artists:
            artists_item = artists_item_data.to_dict()
            artists.append(artists_item)

        type_: str = self.type_

        release_date = self.release_date

        original_date = self.original_date

        track_count = self.track_count

        duration_ms = self.duration_ms

        added_at = self.added_at.isoformat()

        label = self.label

        catalogue_number = self.catalogue_number

        barcode = self.barcode

        musicbrainz_id = self.musicbrainz_id

        comment = self.comment

        genres = []
        for genres_item_data in self.genres:
            genres_item = genres_item_data.to_dict()
            genres.append(genres_item)

        discs = []
        for discs_item_data in self.discs:
            discs_item = discs_item_data.to_dict()
            discs.append(discs_item)

        credits_ = []
        for credits_item_data in self.credits_:
            credits_item = credits_item_data.to_dict()
            credits_.append(credits_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "url": url,
                "cover": cover,
                "artists": artists,
                "type": type_,
                "release_date": release_date,
                "original_date": original_date,
                "track_count": track_count,
                "duration_ms": duration_ms,
                "added_at": added_at,
                "label": label,
                "catalogue_number": catalogue_number,
                "barcode": barcode,
                "musicbrainz_id": musicbrainz_id,
                "comment": comment,
                "genres": genres,
                "discs": discs,
                "credits": credits_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.artist_ref import ArtistRef  # noqa: PLC0415
        from ..models.cover import Cover  # noqa: PLC0415
        from ..models.credit import Credit  # noqa: PLC0415
        from ..models.disc import Disc  # noqa: PLC0415
        from ..models.genre import Genre  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        url = d.pop("url")

        cover = Cover.from_dict(d.pop("cover"))

        artists = []
        _artists = d.pop("artists")
        for artists_item_data in _artists:
            artists_item = ArtistRef.from_dict(artists_item_data)

            artists.append(artists_item)

        type_ = check_type_enum(d.pop("type"))

        release_date = d.pop("release_date")

        original_date = d.pop("original_date")

        track_count = d.pop("track_count")

        duration_ms = d.pop("duration_ms")

        added_at = datetime.datetime.fromisoformat(d.pop("added_at"))

        label = d.pop("label")

        catalogue_number = d.pop("catalogue_number")

        barcode = d.pop("barcode")

        musicbrainz_id = d.pop("musicbrainz_id")

        comment = d.pop("comment")

        genres = []
        _genres = d.pop("genres")
        for genres_item_data in _genres:
            genres_item = Genre.from_dict(genres_item_data)

            genres.append(genres_item)

        discs = []
        _discs = d.pop("discs")
        for discs_item_data in _discs:
            discs_item = Disc.from_dict(discs_item_data)

            discs.append(discs_item)

        credits_ = []
        _credits_ = d.pop("credits")
        for credits_item_data in _credits_:
            credits_item = Credit.from_dict(credits_item_data)

            credits_.append(credits_item)

        album_detail = cls(
            id=id,
            title=title,
            url=url,
            cover=cover,
            artists=artists,
            type_=type_,
            release_date=release_date,
            original_date=original_date,
            track_count=track_count,
            duration_ms=duration_ms,
            added_at=added_at,
            label=label,
            catalogue_number=catalogue_number,
            barcode=barcode,
            musicbrainz_id=musicbrainz_id,
            comment=comment,
            genres=genres,
            discs=discs,
            credits_=credits_,
        )

        album_detail.additional_properties = d
        return album_detail

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
