from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.report_passed import ReportPassed
    from ..models.report_tallies import ReportTallies


T = TypeVar("T", bound="Report")


@_attrs_define
class Report:
    """
    Attributes:
        tallies (ReportTallies): By `plays`, `likes`, `ratings`, `follows`, `playlists`, `entries`.
        undated (int): Plays whose times nobody knows: not taken.
        passed (ReportPassed): What was passed over, by the reason.
        missing_total (int): Different things that are not here.
    """

    tallies: ReportTallies
    undated: int
    passed: ReportPassed
    missing_total: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        tallies = self.tallies.to_dict()

        undated = self.undated

        passed = self.passed.to_dict()

        missing_total = self.missing_total

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tallies": tallies,
                "undated": undated,
                "passed": passed,
                "missing_total": missing_total,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.report_passed import ReportPassed  # noqa: PLC0415
        from ..models.report_tallies import ReportTallies  # noqa: PLC0415

        d = dict(src_dict)
        tallies = ReportTallies.from_dict(d.pop("tallies"))

        undated = d.pop("undated")

        passed = ReportPassed.from_dict(d.pop("passed"))

        missing_total = d.pop("missing_total")

        report = cls(
            tallies=tallies,
            undated=undated,
            passed=passed,
            missing_total=missing_total,
        )

        report.additional_properties = d
        return report

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
