from typing import Literal

OperatorEnum = Literal[
    "after",
    "before",
    "begins",
    "between",
    "contains",
    "contains_not",
    "greater",
    "in_last",
    "is",
    "is_not",
    "is_not_set",
    "is_set",
    "less",
    "not_in_last",
]

OPERATOR_ENUM_VALUES: set[OperatorEnum] = {
    "after",
    "before",
    "begins",
    "between",
    "contains",
    "contains_not",
    "greater",
    "in_last",
    "is",
    "is_not",
    "is_not_set",
    "is_set",
    "less",
    "not_in_last",
}


def check_operator_enum(value: str) -> OperatorEnum:
    if value in OPERATOR_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {OPERATOR_ENUM_VALUES!r}")
