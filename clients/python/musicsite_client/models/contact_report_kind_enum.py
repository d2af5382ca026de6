from typing import Literal

ContactReportKindEnum = Literal["csv", "vcard"]

CONTACT_REPORT_KIND_ENUM_VALUES: set[ContactReportKindEnum] = {
    "csv",
    "vcard",
}


def check_contact_report_kind_enum(value: str) -> ContactReportKindEnum:
    if value in CONTACT_REPORT_KIND_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CONTACT_REPORT_KIND_ENUM_VALUES!r}"
    )
