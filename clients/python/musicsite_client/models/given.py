from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.shared_thing import SharedThing


T = TypeVar("T", bound="Given")


@_attrs_define
class Given:
    """What was given to one person.

    Attributes:
        id (str):
        to (str): A handle or a name, or the address that you named.
        thing (None | SharedThing): null: it is not yours to give any more.
        note (str):
        may_download (bool):
        may_share (bool):
        expires_at (datetime.datetime | None):
        given_at (datetime.datetime):
        works (bool): Whether it opens anything now.
    """

    id: str
    to: str
    thing: None | SharedThing
    note: str
    may_download: bool
    may_share: bool
    expires_at: datetime.datetime | None
    given_at: datetime.datetime
    works: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.shared_thing import SharedThing  # noqa: PLC0415

        id = self.id

        to = self.to

        thing: dict[str, Any] | None
        if isinstance(self.thing, SharedThing):
            thing = self.thing.to_dict()
        else:
            thing = self.thing

        note = self.note

        may_download = self.may_download

        may_share = self.may_share

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        given_at = self.given_at.isoformat()

        works = self.works

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "to": to,
                "thing": thing,
                "note": note,
                "may_download": may_download,
                "may_share": may_share,
                "expires_at": expires_at,
                "given_at": given_at,
                "works": works,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.shared_thing import SharedThing  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        to = d.pop("to")

        def _parse_thing(data: object) -> None | SharedThing:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                thing_type_0 = SharedThing.from_dict(data)

                return thing_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SharedThing, data)

        thing = _parse_thing(d.pop("thing"))

        note = d.pop("note")

        may_download = d.pop("may_download")

        may_share = d.pop("may_share")

        def _parse_expires_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                expires_at_type_0 = datetime.datetime.fromisoformat(data)

                return expires_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        expires_at = _parse_expires_at(d.pop("expires_at"))

        given_at = datetime.datetime.fromisoformat(d.pop("given_at"))

        works = d.pop("works")

        given = cls(
            id=id,
            to=to,
            thing=thing,
            note=note,
            may_download=may_download,
            may_share=may_share,
            expires_at=expires_at,
            given_at=given_at,
            works=works,
        )

        given.additional_properties = d
        return given

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
