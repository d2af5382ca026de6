from typing import Literal

PitchDeviceKindEnum = Literal["desktop", "other", "phone", "tablet"]

PITCH_DEVICE_KIND_ENUM_VALUES: set[PitchDeviceKindEnum] = {
    "desktop",
    "other",
    "phone",
    "tablet",
}


def check_pitch_device_kind_enum(value: str) -> PitchDeviceKindEnum:
    if value in PITCH_DEVICE_KIND_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PITCH_DEVICE_KIND_ENUM_VALUES!r}"
    )
