from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.opinions_later import OpinionsLater
    from ..models.opinions_ratings import OpinionsRatings
    from ..models.opinions_waiting import OpinionsWaiting


T = TypeVar("T", bound="Opinions")


@_attrs_define
class Opinions:
    """Of the asked, by `<kind>:<id>`, those of which there is something to say.

    Attributes:
        liked (list[str]):
        ratings (OpinionsRatings): Stars.
        followed (list[str]):
        later (OpinionsLater): The item of `me/later/`, of what is to hear and not ticked off.
        unread (int): How many things in the inbox are new.
        waiting (OpinionsWaiting): How much else is new: `pitches`, of news of them.
    """

    liked: list[str]
    ratings: OpinionsRatings
    followed: list[str]
    later: OpinionsLater
    unread: int
    waiting: OpinionsWaiting
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        liked = self.liked

        ratings = self.ratings.to_dict()

        followed = self.followed

        later = self.later.to_dict()

        unread = self.unread

        waiting = self.waiting.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "liked": liked,
                "ratings": ratings,
                "followed": followed,
                "later": later,
                "unread": unread,
                "waiting": waiting,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.opinions_later import OpinionsLater  # noqa: PLC0415
        from ..models.opinions_ratings import OpinionsRatings  # noqa: PLC0415
        from ..models.opinions_waiting import OpinionsWaiting  # noqa: PLC0415

        d = dict(src_dict)
        liked = cast(list[str], d.pop("liked"))

        ratings = OpinionsRatings.from_dict(d.pop("ratings"))

        followed = cast(list[str], d.pop("followed"))

        later = OpinionsLater.from_dict(d.pop("later"))

        unread = d.pop("unread")

        waiting = OpinionsWaiting.from_dict(d.pop("waiting"))

        opinions = cls(
            liked=liked,
            ratings=ratings,
            followed=followed,
            later=later,
            unread=unread,
            waiting=waiting,
        )

        opinions.additional_properties = d
        return opinions

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
