from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.listening_import_state_enum import (
    ListeningImportStateEnum,
    check_listening_import_state_enum,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.report import Report


T = TypeVar("T", bound="ListeningImport")


@_attrs_define
class ListeningImport:
    """A file on its way in, or what came of it.

    Attributes:
        id (str):
        state (ListeningImportStateEnum): * `waiting` - Waiting
            * `running` - Running
            * `done` - Done
            * `failed` - Failed
        file_name (str):
        source (str): The service; `playlist`: a long playlist's file.
        is_dry_run (bool):
        created_at (datetime.datetime):
        stage (str): `read`, `match` or `write`, while it runs.
        progress (int):
        total (int): 0: not known yet.
        error (str):
        report (None | Report): Null until it is done.
        playlist (None | str | Unset): What a playlist's file became: its id.
    """

    id: str
    state: ListeningImportStateEnum
    file_name: str
    source: str
    is_dry_run: bool
    created_at: datetime.datetime
    stage: str
    progress: int
    total: int
    error: str
    report: None | Report
    playlist: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.report import Report  # noqa: PLC0415

        id = self.id

        state: str = self.state

        file_name = self.file_name

        source = self.source

        is_dry_run = self.is_dry_run

        created_at = self.created_at.isoformat()

        stage = self.stage

        progress = self.progress

        total = self.total

        error = self.error

        report: dict[str, Any] | None
        if isinstance(self.report, Report):
            report = self.report.to_dict()
        else:
            report = self.report

        playlist: None | str | Unset
        if isinstance(self.playlist, Unset):
            playlist = UNSET
        else:
            playlist = self.playlist

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "state": state,
                "file_name": file_name,
                "source": source,
                "is_dry_run": is_dry_run,
                "created_at": created_at,
                "stage": stage,
                "progress": progress,
                "total": total,
                "error": error,
                "report": report,
            }
        )
        if playlist is not UNSET:
            field_dict["playlist"] = playlist

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report import Report  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        state = check_listening_import_state_enum(d.pop("state"))

        file_name = d.pop("file_name")

        source = d.pop("source")

        is_dry_run = d.pop("is_dry_run")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        stage = d.pop("stage")

        progress = d.pop("progress")

        total = d.pop("total")

        error = d.pop("error")

        def _parse_report(data: object) -> None | Report:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                report_type_0 = Report.from_dict(data)

                return report_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Report, data)

        report = _parse_report(d.pop("report"))

        def _parse_playlist(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        playlist = _parse_playlist(d.pop("playlist", UNSET))

        listening_import = cls(
            id=id,
            state=state,
            file_name=file_name,
            source=source,
            is_dry_run=is_dry_run,
            created_at=created_at,
            stage=stage,
            progress=progress,
            total=total,
            error=error,
            report=report,
            playlist=playlist,
        )

        listening_import.additional_properties = d
        return listening_import

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
