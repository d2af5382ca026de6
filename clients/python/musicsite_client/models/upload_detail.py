from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.state_enum import StateEnum, check_state_enum

if TYPE_CHECKING:
    from ..models.uploaded_thing import UploadedThing


T = TypeVar("T", bound="UploadDetail")


@_attrs_define
class UploadDetail:
    """With the parts that have arrived: what a client goes on from.

    Attributes:
        id (str):
        workspace (str):
        batch (str): Of what was chosen together.
        path (str):
        size (int): Bytes.
        state (StateEnum): * `waiting` - Waiting
            * `uploading` - Uploading
            * `checking` - Checking
            * `processing` - Processing
            * `ready` - Ready
            * `refused` - Refused
        progress (int): Of checking and processing, in percent.
        reason (str): Why it was refused: a sentence for a person.
        advice (str): What to do about it.
        note (str): What to know although it is ready.
        part_size (int): Bytes of each part; the last may be shorter.
        part_count (int):
        created_at (datetime.datetime):
        track (None | UploadedThing):
        album (None | UploadedThing):
        parts (list[int]): Numbers of the parts that are there.
    """

    id: str
    workspace: str
    batch: str
    path: str
    size: int
    state: StateEnum
    progress: int
    reason: str
    advice: str
    note: str
    part_size: int
    part_count: int
    created_at: datetime.datetime
    track: None | UploadedThing
    album: None | UploadedThing
    parts: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.uploaded_thing import UploadedThing  # noqa: PLC0415

        id = self.id

        workspace = self.workspace

        batch = self.batch

        path = self.path

        size = self.size

        state: str = self.state

        progress = self.progress

        reason = self.reason

        advice = self.advice

        note = self.note

        part_size = self.part_size

        part_count = self.part_count

        created_at = self.created_at.isoformat()

        track: dict[str, Any] | None
        if isinstance(self.track, UploadedThing):
            track = self.track.to_dict()
        else:
            track = self.track

        album: dict[str, Any] | None
        if isinstance(self.album, UploadedThing):
            album = self.album.to_dict()
        else:
            album = self.album

        parts = self.parts

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "workspace": workspace,
                "batch": batch,
                "path": path,
                "size": size,
                "state": state,
                "progress": progress,
                "reason": reason,
                "advice": advice,
                "note": note,
                "part_size": part_size,
                "part_count": part_count,
                "created_at": created_at,
                "track": track,
                "album": album,
                "parts": parts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.uploaded_thing import UploadedThing  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        workspace = d.pop("workspace")

        batch = d.pop("batch")

        path = d.pop("path")

        size = d.pop("size")

        state = check_state_enum(d.pop("state"))

        progress = d.pop("progress")

        reason = d.pop("reason")

        advice = d.pop("advice")

        note = d.pop("note")

        part_size = d.pop("part_size")

        part_count = d.pop("part_count")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_track(data: object) -> None | UploadedThing:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                track_type_0 = UploadedThing.from_dict(data)

                return track_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UploadedThing, data)

        track = _parse_track(d.pop("track"))

        def _parse_album(data: object) -> None | UploadedThing:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                album_type_0 = UploadedThing.from_dict(data)

                return album_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | UploadedThing, data)

        album = _parse_album(d.pop("album"))

        parts = cast(list[int], d.pop("parts"))

        upload_detail = cls(
            id=id,
            workspace=workspace,
            batch=batch,
            path=path,
            size=size,
            state=state,
            progress=progress,
            reason=reason,
            advice=advice,
            note=note,
            part_size=part_size,
            part_count=part_count,
            created_at=created_at,
            track=track,
            album=album,
            parts=parts,
        )

        upload_detail.additional_properties = d
        return upload_detail

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
