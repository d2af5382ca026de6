from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.own_likes import OwnLikes
    from ..models.playlist_shared import PlaylistShared


T = TypeVar("T", bound="PlaylistScreen")


@_attrs_define
class PlaylistScreen:
    """A playlist with its first page. `own` is null for who is not signed in.

    Attributes:
        shared (PlaylistShared):
        own (None | OwnLikes):
    """

    shared: PlaylistShared
    own: None | OwnLikes
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.own_likes import OwnLikes  # noqa: PLC0415

        shared = self.shared.to_dict()

        own: dict[str, Any] | None
        if isinstance(self.own, OwnLikes):
            own = self.own.to_dict()
        else:
            own = self.own

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "shared": shared,
                "own": own,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.own_likes import OwnLikes  # noqa: PLC0415
        from ..models.playlist_shared import PlaylistShared  # noqa: PLC0415

        d = dict(src_dict)
        shared = PlaylistShared.from_dict(d.pop("shared"))

        def _parse_own(data: object) -> None | OwnLikes:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                own_type_0 = OwnLikes.from_dict(data)

                return own_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | OwnLikes, data)

        own = _parse_own(d.pop("own"))

        playlist_screen = cls(
            shared=shared,
            own=own,
        )

        playlist_screen.additional_properties = d
        return playlist_screen

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
