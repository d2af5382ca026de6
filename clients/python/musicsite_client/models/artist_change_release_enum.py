from typing import Literal

ArtistChangeReleaseEnum = Literal["biography", "musicbrainz_id", "name", "sort_name"]

ARTIST_CHANGE_RELEASE_ENUM_VALUES: set[ArtistChangeReleaseEnum] = {
    "biography",
    "musicbrainz_id",
    "name",
    "sort_name",
}


def check_artist_change_release_enum(value: str) -> ArtistChangeReleaseEnum:
    if value in ARTIST_CHANGE_RELEASE_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {ARTIST_CHANGE_RELEASE_ENUM_VALUES!r}"
    )
