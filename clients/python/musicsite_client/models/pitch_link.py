from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pitch_link_formats_type_0_item import (
    PitchLinkFormatsType0Item,
    check_pitch_link_formats_type_0_item,
)
from ..models.pitch_link_state_enum import (
    PitchLinkStateEnum,
    check_pitch_link_state_enum,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.contact_ref import ContactRef


T = TypeVar("T", bound="PitchLink")


@_attrs_define
class PitchLink:
    """A recipient's link. `url` is told to whoever may send the pitch, and null to all others.

    Attributes:
        id (str):
        contact (ContactRef | None):
        name (str):
        url (None | str):
        state (PitchLinkStateEnum): * `waiting` - Not sent yet
            * `sent` - Sent
            * `bounced` - Could not be delivered
            * `complained` - Marked as spam
            * `unaddressed` - No letter
        formats (list[PitchLinkFormatsType0Item] | None): Its own; null: the pitch's.
        expires_at (datetime.datetime | None):
        revoked_at (datetime.datetime | None):
        sent_at (datetime.datetime | None):
        first_opened_at (datetime.datetime | None):
        first_played_at (datetime.datetime | None):
        first_downloaded_at (datetime.datetime | None):
        forwarded_from (None | str | Unset):
    """

    id: str
    contact: ContactRef | None
    name: str
    url: None | str
    state: PitchLinkStateEnum
    formats: list[PitchLinkFormatsType0Item] | None
    expires_at: datetime.datetime | None
    revoked_at: datetime.datetime | None
    sent_at: datetime.datetime | None
    first_opened_at: datetime.datetime | None
    first_played_at: datetime.datetime | None
    first_downloaded_at: datetime.datetime | None
    forwarded_from: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.contact_ref import ContactRef  # noqa: PLC0415

        id = self.id

        contact: dict[str, Any] | None
        if isinstance(self.contact, ContactRef):
            contact = self.contact.to_dict()
        else:
            contact = self.contact

        name = self.name

        url: None | str
        url = self.url

        state: str = self.state

        formats: list[str] | None
        if isinstance(self.formats, list):
            formats = []
            for formats_type_0_item_data in self.formats:
                formats_type_0_item: str = formats_type_0_item_data
                formats.append(formats_type_0_item)

        else:
            formats = self.formats

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        first_opened_at: None | str
        if isinstance(self.first_opened_at, datetime.datetime):
            first_opened_at = self.first_opened_at.isoformat()
        else:
            first_opened_at = self.first_opened_at

        first_played_at: None | str
        if isinstance(self.first_played_at, datetime.datetime):
            first_played_at = self.first_played_at.isoformat()
        else:
            first_played_at = self.first_played_at

        first_downloaded_at: None | str
        if isinstance(self.first_downloaded_at, datetime.datetime):
            first_downloaded_at = self.first_downloaded_at.isoformat()
        else:
            first_downloaded_at = self.first_downloaded_at

        forwarded_from: None | str | Unset
        if isinstance(self.forwarded_from, Unset):
            forwarded_from = UNSET
        else:
            forwarded_from = self.forwarded_from

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "contact": contact,
                "name": name,
                "url": url,
                "state": state,
                "formats": formats,
                "expires_at": expires_at,
                "revoked_at": revoked_at,
                "sent_at": sent_at,
                "first_opened_at": first_opened_at,
                "first_played_at": first_played_at,
                "first_downloaded_at": first_downloaded_at,
            }
        )
        if forwarded_from is not UNSET:
            field_dict["forwarded_from"] = forwarded_from

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_ref import ContactRef  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        def _parse_contact(data: object) -> ContactRef | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                contact_type_0 = ContactRef.from_dict(data)

                return contact_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ContactRef | None, data)

        contact = _parse_contact(d.pop("contact"))

        name = d.pop("name")

        def _parse_url(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        url = _parse_url(d.pop("url"))

        state = check_pitch_link_state_enum(d.pop("state"))

        def _parse_formats(data: object) -> list[PitchLinkFormatsType0Item] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                formats_type_0 = []
                _formats_type_0 = data
                for formats_type_0_item_data in _formats_type_0:
                    formats_type_0_item = check_pitch_link_formats_type_0_item(
                        formats_type_0_item_data
                    )

                    formats_type_0.append(formats_type_0_item)

                return formats_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[PitchLinkFormatsType0Item] | None, data)

        formats = _parse_formats(d.pop("formats"))

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

        def _parse_revoked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                revoked_at_type_0 = datetime.datetime.fromisoformat(data)

                return revoked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        revoked_at = _parse_revoked_at(d.pop("revoked_at"))

        def _parse_sent_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sent_at_type_0 = datetime.datetime.fromisoformat(data)

                return sent_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        sent_at = _parse_sent_at(d.pop("sent_at"))

        def _parse_first_opened_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_opened_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_opened_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_opened_at = _parse_first_opened_at(d.pop("first_opened_at"))

        def _parse_first_played_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_played_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_played_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_played_at = _parse_first_played_at(d.pop("first_played_at"))

        def _parse_first_downloaded_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                first_downloaded_at_type_0 = datetime.datetime.fromisoformat(data)

                return first_downloaded_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        first_downloaded_at = _parse_first_downloaded_at(d.pop("first_downloaded_at"))

        def _parse_forwarded_from(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        forwarded_from = _parse_forwarded_from(d.pop("forwarded_from", UNSET))

        pitch_link = cls(
            id=id,
            contact=contact,
            name=name,
            url=url,
            state=state,
            formats=formats,
            expires_at=expires_at,
            revoked_at=revoked_at,
            sent_at=sent_at,
            first_opened_at=first_opened_at,
            first_played_at=first_played_at,
            first_downloaded_at=first_downloaded_at,
            forwarded_from=forwarded_from,
        )

        pitch_link.additional_properties = d
        return pitch_link

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
