from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.album import Album
    from ..models.bookmark import Bookmark


T = TypeVar("T", bound="HomeOwn")


@_attrs_define
class HomeOwn:
    """
    Attributes:
        unread (int): In your inbox.
        bookmarks (list[Bookmark]): Long tracks that you left in the middle, the latest first.
        liked (list[str]): `album:<id>`: your 200 newest likes of albums.
        releases (list[Album]): New here, of artists whom you follow.
        playlists (list[str]): Ids of your playlists, the last changed first.
    """

    unread: int
    bookmarks: list[Bookmark]
    liked: list[str]
    releases: list[Album]
    playlists: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        unread = self.unread

        bookmarks = []
        for bookmarks_item_data in self.bookmarks:
            bookmarks_item = bookmarks_item_data.to_dict()
            bookmarks.append(bookmarks_item)

        liked = self.liked

        releases = []
        for releases_item_data in self.releases:
            releases_item = releases_item_data.to_dict()
            releases.append(releases_item)

        playlists = self.playlists

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "unread": unread,
                "bookmarks": bookmarks,
                "liked": liked,
                "releases": releases,
                "playlists": playlists,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.album import Album  # noqa: PLC0415
        from ..models.bookmark import Bookmark  # noqa: PLC0415

        d = dict(src_dict)
        unread = d.pop("unread")

        bookmarks = []
        _bookmarks = d.pop("bookmarks")
        for bookmarks_item_data in _bookmarks:
            bookmarks_item = Bookmark.from_dict(bookmarks_item_data)

            bookmarks.append(bookmarks_item)

        liked = cast(list[str], d.pop("liked"))

        releases = []
        _releases = d.pop("releases")
        for releases_item_data in _releases:
            releases_item = Album.from_dict(releases_item_data)

            releases.append(releases_item)

        playlists = cast(list[str], d.pop("playlists"))

        home_own = cls(
            unread=unread,
            bookmarks=bookmarks,
            liked=liked,
            releases=releases,
            playlists=playlists,
        )

        home_own.additional_properties = d
        return home_own

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
