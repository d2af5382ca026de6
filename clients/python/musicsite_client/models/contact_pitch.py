from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.pitch_link_state_enum import (
    PitchLinkStateEnum,
    check_pitch_link_state_enum,
)

T = TypeVar("T", bound="ContactPitch")


@_attrs_define
class ContactPitch:
    """A pitch that somebody was given, and what became of it.

    Attributes:
        pitch (str):
        title (str):
        state (PitchLinkStateEnum): * `waiting` - Not sent yet
            * `sent` - Sent
            * `bounced` - Could not be delivered
            * `complained` - Marked as spam
            * `unaddressed` - No letter
        sent_at (datetime.datetime | None):
        first_opened_at (datetime.datetime | None):
        first_played_at (datetime.datetime | None):
        first_downloaded_at (datetime.datetime | None):
        revoked_at (datetime.datetime | None):
    """

    pitch: str
    title: str
    state: PitchLinkStateEnum
    sent_at: datetime.datetime | None
    first_opened_at: datetime.datetime | None
    first_played_at: datetime.datetime | None
    first_downloaded_at: datetime.datetime | None
    revoked_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        pitch = self.pitch

        title = self.title

        state: str = self.state

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

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "pitch": pitch,
                "title": title,
                "state": state,
                "sent_at": sent_at,
                "first_opened_at": first_opened_at,
                "first_played_at": first_played_at,
                "first_downloaded_at": first_downloaded_at,
                "revoked_at": revoked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pitch = d.pop("pitch")

        title = d.pop("title")

        state = check_pitch_link_state_enum(d.pop("state"))

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

        contact_pitch = cls(
            pitch=pitch,
            title=title,
            state=state,
            sent_at=sent_at,
            first_opened_at=first_opened_at,
            first_played_at=first_played_at,
            first_downloaded_at=first_downloaded_at,
            revoked_at=revoked_at,
        )

        contact_pitch.additional_properties = d
        return contact_pitch

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
