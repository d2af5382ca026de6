from typing import Literal

VersionKindEnum = Literal[
    "15s", "30s", "60s", "acapella", "clean", "edit", "instrumental", "other", "stems"
]

VERSION_KIND_ENUM_VALUES: set[VersionKindEnum] = {
    "15s",
    "30s",
    "60s",
    "acapella",
    "clean",
    "edit",
    "instrumental",
    "other",
    "stems",
}


def check_version_kind_enum(value: str) -> VersionKindEnum:
    if value in VERSION_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERSION_KIND_ENUM_VALUES!r}")
