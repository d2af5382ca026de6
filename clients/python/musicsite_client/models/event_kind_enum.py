from typing import Literal

EventKindEnum = Literal[
    "commented",
    "downloaded",
    "favourited",
    "forwarded",
    "licence",
    "opened",
    "played",
    "unfavourited",
]

EVENT_KIND_ENUM_VALUES: set[EventKindEnum] = {
    "commented",
    "downloaded",
    "favourited",
    "forwarded",
    "licence",
    "opened",
    "played",
    "unfavourited",
}


def check_event_kind_enum(value: str) -> EventKindEnum:
    if value in EVENT_KIND_ENUM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {EVENT_KIND_ENUM_VALUES!r}")
