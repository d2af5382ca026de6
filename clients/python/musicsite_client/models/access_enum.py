from typing import Literal

AccessEnum = Literal["edit", "listen", "own"]

ACCESS_ENUM_VALUES: set[AccessEnum] = {
    "edit",
    "listen",
    "own",
}


def check_access_enum(value: str) -> AccessEnum:
    if value in ACCESS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ACCESS_ENUM_VALUES!r}")
