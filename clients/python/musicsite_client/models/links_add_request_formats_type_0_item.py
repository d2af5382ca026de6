from typing import Literal

LinksAddRequestFormatsType0Item = Literal["aiff", "flac", "mp3", "original", "wav"]

LINKS_ADD_REQUEST_FORMATS_TYPE_0_ITEM_VALUES: set[LinksAddRequestFormatsType0Item] = {
    "aiff",
    "flac",
    "mp3",
    "original",
    "wav",
}


def check_links_add_request_formats_type_0_item(value: str) -> LinksAddRequestFormatsType0Item:
    if value in LINKS_ADD_REQUEST_FORMATS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LINKS_ADD_REQUEST_FORMATS_TYPE_0_ITEM_VALUES!r}"
    )
