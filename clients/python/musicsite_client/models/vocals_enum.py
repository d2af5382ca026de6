from typing import Literal

VocalsEnum = Literal[
    "children", "choir", "female", "instrumental", "male", "mixed", "spoken", "wordless"
]

VOCALS_ENUM_VALUES: set[VocalsEnum] = {
    "children",
    "choir",
    "female",
    "instrumental",
    "male",
    "mixed",
    "spoken",
    "wordless",
}


def check_vocals_enum(value: str) -> VocalsEnum:
    if value in VOCALS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VOCALS_ENUM_VALUES!r}")
