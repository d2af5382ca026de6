from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.formats_enum import FormatsEnum, check_formats_enum
from ..models.pitch_state_enum import PitchStateEnum, check_pitch_state_enum

T = TypeVar("T", bound="Pitch")


@_attrs_define
class Pitch:
    """A pitch. `opened`, `played` and `downloaded` count recipients' links, not times.

    Attributes:
        id (str):
        url (str):
        workspace (str):
        title (str):
        state (PitchStateEnum): * `draft` - Draft
            * `scheduled` - Scheduled
            * `sending` - Being sent
            * `sent` - Sent
        is_template (bool):
        message (str):
        color (str): #rrggbb, or empty.
        has_artwork (bool):
        formats (list[FormatsEnum]):
        excerpt_ms (int | None): Null: whole tracks.
        expires_at (datetime.datetime | None):
        embargo_until (datetime.datetime | None):
        has_password (bool):
        video_url (str):
        scheduled_for (datetime.datetime | None):
        sent_at (datetime.datetime | None):
        revoked_at (datetime.datetime | None):
        created_at (datetime.datetime):
        changed_at (datetime.datetime):
        track_count (int):
        recipients (int):
        opened (int):
        played (int):
        downloaded (int):
    """

    id: str
    url: str
    workspace: str
    title: str
    state: PitchStateEnum
    is_template: bool
    message: str
    color: str
    has_artwork: bool
    formats: list[FormatsEnum]
    excerpt_ms: int | None
    expires_at: datetime.datetime | None
    embargo_until: datetime.datetime | None
    has_password: bool
    video_url: str
    scheduled_for: datetime.datetime | None
    sent_at: datetime.datetime | None
    revoked_at: datetime.datetime | None
    created_at: datetime.datetime
    changed_at: datetime.datetime
    track_count: int
    recipients: int
    opened: int
    played: int
    downloaded: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        url = self.url

        workspace = self.workspace

        title = self.title

        state: str = self.state

        is_template = self.is_template

        message = self.message

        color = self.color

        has_artwork = self.has_artwork

        formats = []
        for formats_item_data in self.formats:
            formats_item: str = formats_item_data
            formats.append(formats_item)

        excerpt_ms: int | None
        excerpt_ms = self.excerpt_ms

        expires_at: None | str
        if isinstance(self.expires_at, datetime.datetime):
            expires_at = self.expires_at.isoformat()
        else:
            expires_at = self.expires_at

        embargo_until: None | str
        if isinstance(self.embargo_until, datetime.datetime):
            embargo_until = self.embargo_until.isoformat()
        else:
            embargo_until = self.embargo_until

        has_password = self.has_password

        video_url = self.video_url

        scheduled_for: None | str
        if isinstance(self.scheduled_for, datetime.datetime):
            scheduled_for = self.scheduled_for.isoformat()
        else:
            scheduled_for = self.scheduled_for

        sent_at: None | str
        if isinstance(self.sent_at, datetime.datetime):
            sent_at = self.sent_at.isoformat()
        else:
            sent_at = self.sent_at

        revoked_at: None | str
        if isinstance(self.revoked_at, datetime.datetime):
            revoked_at = self.revoked_at.isoformat()
        else:
            revoked_at = self.revoked_at

        created_at = self.created_at.isoformat()

        changed_at = self.changed_at.isoformat()

        track_count = self.track_count

        recipients = self.recipients

        opened = self.opened

        played = self.played

        downloaded = self.downloaded

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "url": url,
                "workspace": workspace,
                "title": title,
                "state": state,
                "is_template": is_template,
                "message": message,
                "color": color,
                "has_artwork": has_artwork,
                "formats": formats,
                "excerpt_ms": excerpt_ms,
                "expires_at": expires_at,
                "embargo_until": embargo_until,
                "has_password": has_password,
                "video_url": video_url,
                "scheduled_for": scheduled_for,
                "sent_at": sent_at,
                "revoked_at": revoked_at,
                "created_at": created_at,
                "changed_at": changed_at,
                "track_count": track_count,
                "recipients": recipients,
                "opened": opened,
                "played": played,
                "downloaded": downloaded,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        url = d.pop("url")

        workspace = d.pop("workspace")

        title = d.pop("title")

        state = check_pitch_state_enum(d.pop("state"))

        is_template = d.pop("is_template")

        message = d.pop("message")

        color = d.pop("color")

        has_artwork = d.pop("has_artwork")

        formats = []
        _formats = d.pop("formats")
        for formats_item_data in _formats:
            formats_item = check_formats_enum(formats_item_data)

            formats.append(formats_item)

        def _parse_excerpt_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        excerpt_ms = _parse_excerpt_ms(d.pop("excerpt_ms"))

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

        def _parse_embargo_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                embargo_until_type_0 = datetime.datetime.fromisoformat(data)

                return embargo_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        embargo_until = _parse_embargo_until(d.pop("embargo_until"))

        has_password = d.pop("has_password")

        video_url = d.pop("video_url")

        def _parse_scheduled_for(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                scheduled_for_type_0 = datetime.datetime.fromisoformat(data)

                return scheduled_for_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        scheduled_for = _parse_scheduled_for(d.pop("scheduled_for"))

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

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        track_count = d.pop("track_count")

        recipients = d.pop("recipients")

        opened = d.pop("opened")

        played = d.pop("played")

        downloaded = d.pop("downloaded")

        pitch = cls(
            id=id,
            url=url,
            workspace=workspace,
            title=title,
            state=state,
            is_template=is_template,
            message=message,
            color=color,
            has_artwork=has_artwork,
            formats=formats,
            excerpt_ms=excerpt_ms,
            expires_at=expires_at,
            embargo_until=embargo_until,
            has_password=has_password,
            video_url=video_url,
            scheduled_for=scheduled_for,
            sent_at=sent_at,
            revoked_at=revoked_at,
            created_at=created_at,
            changed_at=changed_at,
            track_count=track_count,
            recipients=recipients,
            opened=opened,
            played=played,
            downloaded=downloaded,
        )

        pitch.additional_properties = d
        return pitch

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
