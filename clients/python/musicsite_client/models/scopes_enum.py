from typing import Literal

ScopesEnum = Literal["admin", "play", "read", "upload", "write"]

SCOPES_ENUM_VALUES: set[ScopesEnum] = {
    "admin",
    "play",
    "read",
    "upload",
    "write",
}


def check_scopes_enum(value: str) -> ScopesEnum:
    if value in SCOPES_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SCOPES_ENUM_VALUES!r}")
