from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.album import Album
    from ..models.genre import Genre


T = TypeVar("T", bound="HomeShared")


@_attrs_define
class HomeShared:
    """
    Attributes:
        newest (list[Album]):
        played (list[Album]):
        genres (list[Genre]):
    """

    newest: list[Album]
    played: list[Album]
    genres: list[Genre]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        newest = []
        for newest_item_data in self.newest:
            newest_item = newest_item_data.to_dict()
            newest.append(newest_item)

        played = []
        for played_item_data in self.played:
            played_item = played_item_data.to_dict()
            played.append(played_item)

        genres = []
        for genres_item_data in self.genres:
            genres_item = genres_item_data.to_dict()
            genres.append(genres_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "newest": newest,
                "played": played,
                "genres": genres,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album import Album  # noqa: PLC0415
        from ..models.genre import Genre  # noqa: PLC0415

        d = dict(src_dict)
        newest = []
        _newest = d.pop("newest")
        for newest_item_data in _newest:
            newest_item = Album.from_dict(newest_item_data)

            newest.append(newest_item)

        played = []
        _played = d.pop("played")
        for played_item_data in _played:
            played_item = Album.from_dict(played_item_data)

            played.append(played_item)

        genres = []
        _genres = d.pop("genres")
        for genres_item_data in _genres:
            genres_item = Genre.from_dict(genres_item_data)

            genres.append(genres_item)

        home_shared = cls(
            newest=newest,
            played=played,
            genres=genres,
        )

        home_shared.additional_properties = d
        return home_shared

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
