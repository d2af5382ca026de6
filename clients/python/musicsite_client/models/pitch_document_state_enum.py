from typing import Literal

PitchDocumentStateEnum = Literal["ready", "refused", "waiting"]

PITCH_DOCUMENT_STATE_ENUM_VALUES: set[PitchDocumentStateEnum] = {
    "ready",
    "refused",
    "waiting",
}


def check_pitch_document_state_enum(value: str) -> PitchDocumentStateEnum:
    if value in PITCH_DOCUMENT_STATE_ENUM_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PITCH_DOCUMENT_STATE_ENUM_VALUES!r}"
    )
