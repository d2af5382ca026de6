from typing import Literal

FormatsEnum = Literal["aiff", "flac", "mp3", "original", "wav"]

FORMATS_ENUM_VALUES: set[FormatsEnum] = {
    "aiff",
    "flac",
    "mp3",
    "original",
    "wav",
}


def check_formats_enum(value: str) -> FormatsEnum:
    if value in FORMATS_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {FORMATS_ENUM_VALUES!r}")
