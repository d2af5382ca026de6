from typing import Literal

ColumnKindEnum = Literal[
    "choice", "decimal", "long", "names", "number", "splits", "tags", "text", "yes_no"
]

COLUMN_KIND_ENUM_VALUES: set[ColumnKindEnum] = {
    "choice",
    "decimal",
    "long",
    "names",
    "number",
    "splits",
    "tags",
    "text",
    "yes_no",
}


def check_column_kind_enum(value: str) -> ColumnKindEnum:
    if value in COLUMN_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {COLUMN_KIND_ENUM_VALUES!r}")
