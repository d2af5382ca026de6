from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.visibility_enum import VisibilityEnum, check_visibility_enum
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.smart_rules_request import SmartRulesRequest


T = TypeVar("T", bound="PlaylistNewRequest")


@_attrs_define
class PlaylistNewRequest:
    """A new playlist, and what goes into it at once.

    Attributes:
        title (str):
        description (str | Unset):
        visibility (VisibilityEnum | Unset): * `public` - Everyone
            * `members` - Members: everyone who is signed in
            * `unlisted` - Unlisted: whoever has the address
            * `private` - Private: the workspace, and those it is shared with
        rules (SmartRulesRequest | Unset): Which tracks stand in a smart playlist, in which order, and how many at most.
        items (list[str] | Unset): `track:<id>`, `album:<id>` or `playlist:<id>`, in their order; what you can not reach
            is left out.
    """

    title: str
    description: str | Unset = UNSET
    visibility: VisibilityEnum | Unset = UNSET
    rules: SmartRulesRequest | Unset = UNSET
    items: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        description = self.description

        visibility: str | Unset = UNSET
        if not isinstance(self.visibility, Unset):
            visibility = self.visibility

        rules: dict[str, Any] | Unset = UNSET
        if not isinstance(self.rules, Unset):
            rules = self.rules.to_dict()

        items: list[str] | Unset = UNSET
        if not isinstance(self.items, Unset):
            items = self.items

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if visibility is not UNSET:
            field_dict["visibility"] = visibility
        if rules is not UNSET:
            field_dict["rules"] = rules
        if items is not UNSET:
            field_dict["items"] = items

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.smart_rules_request import SmartRulesRequest  # noqa: PLC0415

        d = dict(src_dict)
        title = d.pop("title")

        description = d.pop("description", UNSET)

        _visibility = d.pop("visibility", UNSET)
        visibility: VisibilityEnum | Unset
        if isinstance(_visibility, Unset):
            visibility = UNSET
        else:
            visibility = check_visibility_enum(_visibility)

        _rules = d.pop("rules", UNSET)
        rules: SmartRulesRequest | Unset
        if isinstance(_rules, Unset):
            rules = UNSET
        else:
            rules = SmartRulesRequest.from_dict(_rules)

        items = cast(list[str], d.pop("items", UNSET))

        playlist_new_request = cls(
            title=title,
            description=description,
            visibility=visibility,
            rules=rules,
            items=items,
        )

        playlist_new_request.additional_properties = d
        return playlist_new_request

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
