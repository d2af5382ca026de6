from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from .. import types
from ..types import UNSET, File, Unset

T = TypeVar("T", bound="ContactImportRequest")


@_attrs_define
class ContactImportRequest:
    """A file of contacts: a CSV table, or vCards.

    Attributes:
        file (File):
        workspace (str | Unset): Whose; one's own unless told.
        dry_run (bool | Unset): Only say what would come of it. Default: False.
        columns (Any | Unset): Which heading means which field, as an object; guessed unless told.
    """

    file: File
    workspace: str | Unset = UNSET
    dry_run: bool | Unset = False
    columns: Any | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        workspace = self.workspace

        dry_run = self.dry_run

        columns = self.columns

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if workspace is not UNSET:
            field_dict["workspace"] = workspace
        if dry_run is not UNSET:
            field_dict["dry_run"] = dry_run
        if columns is not UNSET:
            field_dict["columns"] = columns

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.workspace, Unset):
            files.append(("workspace", (None, str(self.workspace).encode(), "text/plain")))

        if not isinstance(self.dry_run, Unset):
            files.append(("dry_run", (None, str(self.dry_run).encode(), "text/plain")))

        if not isinstance(self.columns, Unset):
            files.append(("columns", (None, str(self.columns).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        workspace = d.pop("workspace", UNSET)

        dry_run = d.pop("dry_run", UNSET)

        columns = d.pop("columns", UNSET)

        contact_import_request = cls(
            file=file,
            workspace=workspace,
            dry_run=dry_run,
            columns=columns,
        )

        contact_import_request.additional_properties = d
        return contact_import_request

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
