from typing import Literal

CreditRoleEnum = Literal[
    "arranger",
    "composer",
    "conductor",
    "dj_mixer",
    "engineer",
    "featured",
    "lyricist",
    "main",
    "mixer",
    "other",
    "performer",
    "producer",
    "remixer",
]

CREDIT_ROLE_ENUM_VALUES: set[CreditRoleEnum] = {
    "arranger",
    "composer",
    "conductor",
    "dj_mixer",
    "engineer",
    "featured",
    "lyricist",
    "main",
    "mixer",
    "other",
    "performer",
    "producer",
    "remixer",
}


def check_credit_role_enum(value: str) -> CreditRoleEnum:
    if value in CREDIT_ROLE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CREDIT_ROLE_ENUM_VALUES!r}")
