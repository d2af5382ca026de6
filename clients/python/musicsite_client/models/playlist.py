from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.access_enum import AccessEnum, check_access_enum
from ..models.blank_enum import BlankEnum, check_blank_enum
from ..models.visibility_enum import VisibilityEnum, check_visibility_enum

if TYPE_CHECKING:
    from ..models.cover import Cover
    from ..models.library_ref import LibraryRef
    from ..models.person import Person


T = TypeVar("T", bound="Playlist")


@_attrs_define
class Playlist:
    """A playlist in a list.

    Attributes:
        id (str):
        title (str):
        description (str):
        url (str):
        visibility (BlankEnum | VisibilityEnum): Empty for a library's: seen by those who see the library.

            * `public` - Everyone
            * `members` - Members: everyone who is signed in
            * `unlisted` - Unlisted: whoever has the address
            * `private` - Private: the workspace, and those it is shared with
        owner (None | Person):
        library (LibraryRef | None):
        access (AccessEnum): * `own` - own
            * `edit` - edit
            * `listen` - listen
        cover (Cover): A picture: the artwork, or one generated from the name. Never missing.
        mosaic (list[Cover]): Covers of up to four of its albums, where it has no cover of its own.
        entry_count (int): Also those that you can't reach.
        is_smart (bool): Filled by its rules, never by hand.
        changed_at (datetime.datetime):
    """

    id: str
    title: str
    description: str
    url: str
    visibility: BlankEnum | VisibilityEnum
    owner: None | Person
    library: LibraryRef | None
    access: AccessEnum
    cover: Cover
    mosaic: list[Cover]
    entry_count: int
    is_smart: bool
    changed_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.library_ref import LibraryRef  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415

        id = self.id

        title = self.title

        description = self.description

        url = self.url

        visibility: str
        if isinstance(self.visibility, str):
            visibility = self.visibility
        else:
            visibility = self.visibility

        owner: dict[str, Any] | None
        if isinstance(self.owner, Person):
            owner = self.owner.to_dict()
        else:
            owner = self.owner

        library: dict[str, Any] | None
        if isinstance(self.library, LibraryRef):
            library = self.library.to_dict()
        else:
            library = self.library

        access: str = self.access

        cover = self.cover.to_dict()

        mosaic = []
        for mosaic_item_data in self.mosaic:
            mosaic_item = mosaic_item_data.to_dict()
            mosaic.append(mosaic_item)

        entry_count = self.entry_count

        is_smart = self.is_smart

        changed_at = self.changed_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "title": title,
                "description": description,
                "url": url,
                "visibility": visibility,
                "owner": owner,
                "library": library,
                "access": access,
                "cover": cover,
                "mosaic": mosaic,
                "entry_count": entry_count,
                "is_smart": is_smart,
                "changed_at": changed_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cover import Cover  # noqa: PLC0415
        from ..models.library_ref import LibraryRef  # noqa: PLC0415
        from ..models.person import Person  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        title = d.pop("title")

        description = d.pop("description")

        url = d.pop("url")

        def _parse_visibility(data: object) -> BlankEnum | VisibilityEnum:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                visibility_type_0 = check_visibility_enum(data)

                return visibility_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, str):
                raise TypeError()
            visibility_type_1 = check_blank_enum(data)

            return visibility_type_1

        visibility = _parse_visibility(d.pop("visibility"))

        def _parse_owner(data: object) -> None | Person:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                owner_type_0 = Person.from_dict(data)

                return owner_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Person, data)

        owner = _parse_owner(d.pop("owner"))

        def _parse_library(data: object) -> LibraryRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                library_type_0 = LibraryRef.from_dict(data)

                return library_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(LibraryRef | None, data)

        library = _parse_library(d.pop("library"))

        access = check_access_enum(d.pop("access"))

        cover = Cover.from_dict(d.pop("cover"))

        mosaic = []
        _mosaic = d.pop("mosaic")
        for mosaic_item_data in _mosaic:
            mosaic_item = Cover.from_dict(mosaic_item_data)

            mosaic.append(mosaic_item)

        entry_count = d.pop("entry_count")

        is_smart = d.pop("is_smart")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        playlist = cls(
            id=id,
            title=title,
            description=description,
            url=url,
            visibility=visibility,
            owner=owner,
            library=library,
            access=access,
            cover=cover,
            mosaic=mosaic,
            entry_count=entry_count,
            is_smart=is_smart,
            changed_at=changed_at,
        )

        playlist.additional_properties = d
        return playlist

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
