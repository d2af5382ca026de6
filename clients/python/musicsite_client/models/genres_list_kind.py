from typing import Literal

GenresListKind = Literal["genre", "mood"]

GENRES_LIST_KIND_VALUES: set[GenresListKind] = {
    "genre",
    "mood",
}


def check_genres_list_kind(value: str) -> GenresListKind:
    if value in GENRES_LIST_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {GENRES_LIST_KIND_VALUES!r}")
