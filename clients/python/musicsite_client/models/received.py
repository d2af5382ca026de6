from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.person import Person
    from ..models.shared_thing import SharedThing


T = TypeVar("T", bound="Received")


@_attrs_define
class Received:
    """What somebody shared with you.

    Attributes:
        id (str):
        giver (Person): A person as others see them.
        thing (SharedThing): What was shared.
        note (str):
        may_download (bool):
        may_share (bool):
        expires_at (datetime.datetime | None):
        given_at (datetime.datetime):
        read_at (datetime.datetime | None):
    """

    id: str
    giver: Person
    thing: SharedThing
    note: str
    may_download: bool
    may_share: bool
    expires_at: datetime.datetime | None
    given_at: datetime.datetime
    read_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        giver = self.giver.to_dict()

        thing = self.thing.to_dict()

        note = self.note

        may_download = self.may_download

        may_share = self.may_share

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        given_at = self.given_at.isoformat()

        read_at: None | str
        if isinstance(self.read_at, datetime.datetime):
            read_at = self.read_at.isoformat()
        else:
            read_at = self.read_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "giver": giver,
                "thing": thing,
                "note": note,
                "may_download": may_download,
                "may_share": may_share,
                "expires_at": expires_at,
                "given_at": given_at,
                "read_at": read_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.person import Person  # noqa: PLC0415
        from ..models.shared_thing import SharedThing  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        giver = Person.from_dict(d.pop("giver"))

        thing = SharedThing.from_dict(d.pop("thing"))

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

        def _parse_read_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                read_at_type_0 = datetime.datetime.fromisoformat(data)

                return read_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        read_at = _parse_read_at(d.pop("read_at"))

        received = cls(
            id=id,
            giver=giver,
            thing=thing,
            note=note,
            may_download=may_download,
            may_share=may_share,
            expires_at=expires_at,
            given_at=given_at,
            read_at=read_at,
        )

        received.additional_properties = d
        return received

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
