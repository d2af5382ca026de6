from typing import Literal

CurationKindEnum = Literal["album", "artist", "genre", "track"]

CURATION_KIND_ENUM_VALUES: set[CurationKindEnum] = {
    "album",
    "artist",
    "genre",
    "track",
}


def check_curation_kind_enum(value: str) -> CurationKindEnum:
    if value in CURATION_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CURATION_KIND_ENUM_VALUES!r}")
