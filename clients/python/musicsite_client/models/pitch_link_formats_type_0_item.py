from typing import Literal

PitchLinkFormatsType0Item = Literal["aiff", "flac", "mp3", "original", "wav"]

PITCH_LINK_FORMATS_TYPE_0_ITEM_VALUES: set[PitchLinkFormatsType0Item] = {
    "aiff",
    "flac",
    "mp3",
    "original",
    "wav",
}


def check_pitch_link_formats_type_0_item(value: str) -> PitchLinkFormatsType0Item:
    if value in PITCH_LINK_FORMATS_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PITCH_LINK_FORMATS_TYPE_0_ITEM_VALUES!r}"
    )
