from typing import Literal

GenreKindEnum = Literal["genre", "mood"]

GENRE_KIND_ENUM_VALUES: set[GenreKindEnum] = {
    "genre",
    "mood",
}


def check_genre_kind_enum(value: str) -> GenreKindEnum:
    if value in GENRE_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GENRE_KIND_ENUM_VALUES!r}")
