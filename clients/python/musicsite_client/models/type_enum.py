from typing import Literal

TypeEnum = Literal["album", "compilation", "ep", "live", "other", "remix", "single", "soundtrack"]

TYPE_ENUM_VALUES: set[TypeEnum] = {
    "album",
    "compilation",
    "ep",
    "live",
    "other",
    "remix",
    "single",
    "soundtrack",
}


def check_type_enum(value: str) -> TypeEnum:
    if value in TYPE_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TYPE_ENUM_VALUES!r}")
