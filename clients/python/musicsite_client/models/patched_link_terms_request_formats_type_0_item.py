from typing import Literal

PatchedLinkTermsRequestFormatsType0Item = Literal["aiff", "flac", "mp3", "original", "wav"]

PATCHED_LINK_TERMS_REQUEST_FORMATS_TYPE_0_ITEM_VALUES: set[
    PatchedLinkTermsRequestFormatsType0Item
] = {
    "aiff",
    "flac",
    "mp3",
    "original",
    "wav",
}


def check_patched_link_terms_request_formats_type_0_item(
    value: str,
) -> PatchedLinkTermsRequestFormatsType0Item:
    if value in PATCHED_LINK_TERMS_REQUEST_FORMATS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PATCHED_LINK_TERMS_REQUEST_FORMATS_TYPE_0_ITEM_VALUES!r}"
    )
