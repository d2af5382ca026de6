from typing import Literal

SmartOrderByEnum = Literal[
    "album",
    "artist",
    "bpm",
    "date_added",
    "duration",
    "last_played",
    "play_count",
    "random",
    "rating",
    "site_plays",
    "title",
    "year",
]

SMART_ORDER_BY_ENUM_VALUES: set[SmartOrderByEnum] = {
    "album",
    "artist",
    "bpm",
    "date_added",
    "duration",
    "last_played",
    "play_count",
    "random",
    "rating",
    "site_plays",
    "title",
    "year",
}


def check_smart_order_by_enum(value: str) -> SmartOrderByEnum:
    if value in SMART_ORDER_BY_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SMART_ORDER_BY_ENUM_VALUES!r}")
