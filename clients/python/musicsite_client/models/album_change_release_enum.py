from typing import Literal

AlbumChangeReleaseEnum = Literal[
    "barcode",
    "catalogue_number",
    "comment",
    "credits",
    "label",
    "musicbrainz_id",
    "original_date",
    "release_date",
    "sort_title",
    "title",
    "type",
]

ALBUM_CHANGE_RELEASE_ENUM_VALUES: set[AlbumChangeReleaseEnum] = {
    "barcode",
    "catalogue_number",
    "comment",
    "credits",
    "label",
    "musicbrainz_id",
    "original_date",
    "release_date",
    "sort_title",
    "title",
    "type",
}


def check_album_change_release_enum(value: str) -> AlbumChangeReleaseEnum:
    if value in ALBUM_CHANGE_RELEASE_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ALBUM_CHANGE_RELEASE_ENUM_VALUES!r}"
    )
