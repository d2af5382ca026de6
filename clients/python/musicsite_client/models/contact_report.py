from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.contact_report_kind_enum import (
    ContactReportKindEnum,
    check_contact_report_kind_enum,
)

if TYPE_CHECKING:
    from ..models.contact_report_columns import ContactReportColumns
    from ..models.import_reason import ImportReason


T = TypeVar("T", bound="ContactReport")


@_attrs_define
class ContactReport:
    """What became of a file, or would. Rows are new, changed, the same as before, or refused.

    Attributes:
        kind (ContactReportKindEnum): * `csv` - csv
            * `vcard` - vcard
        is_dry_run (bool):
        columns (ContactReportColumns):
        rows (int):
        new (int):
        changed (int):
        same (int):
        unsubscribed (int): Of these, no letter goes to.
        refused (int):
        reasons (list[ImportReason]):
    """

    kind: ContactReportKindEnum
    is_dry_run: bool
    columns: ContactReportColumns
    rows: int
    new: int
    changed: int
    same: int
    unsubscribed: int
    refused: int
    reasons: list[ImportReason]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind: str = self.kind

        is_dry_run = self.is_dry_run

        columns = self.columns.to_dict()

        rows = self.rows

        new = self.new

        changed = self.changed

        same = self.same

        unsubscribed = self.unsubscribed

        refused = self.refused

        reasons = []
        for reasons_item_data in self.reasons:
            reasons_item = reasons_item_data.to_dict()
            reasons.append(reasons_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "is_dry_run": is_dry_run,
                "columns": columns,
                "rows": rows,
                "new": new,
                "changed": changed,
                "same": same,
                "unsubscribed": unsubscribed,
                "refused": refused,
                "reasons": reasons,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.contact_report_columns import ContactReportColumns  # noqa: PLC0415
        from ..models.import_reason import ImportReason  # noqa: PLC0415

        d = dict(src_dict)
        kind = check_contact_report_kind_enum(d.pop("kind"))

        is_dry_run = d.pop("is_dry_run")

        columns = ContactReportColumns.from_dict(d.pop("columns"))

        rows = d.pop("rows")

        new = d.pop("new")

        changed = d.pop("changed")

        same = d.pop("same")

        unsubscribed = d.pop("unsubscribed")

        refused = d.pop("refused")

        reasons = []
        _reasons = d.pop("reasons")
        for reasons_item_data in _reasons:
            reasons_item = ImportReason.from_dict(reasons_item_data)

            reasons.append(reasons_item)

        contact_report = cls(
            kind=kind,
            is_dry_run=is_dry_run,
            columns=columns,
            rows=rows,
            new=new,
            changed=changed,
            same=same,
            unsubscribed=unsubscribed,
            refused=refused,
            reasons=reasons,
        )

        contact_report.additional_properties = d
        return contact_report

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
