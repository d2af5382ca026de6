from typing import Literal

ListeningImportMissingEnding = Literal["csv", "json"]

LISTENING_IMPORT_MISSING_ENDING_VALUES: set[ListeningImportMissingEnding] = {
    "csv",
    "json",
}


def check_listening_import_missing_ending(value: str) -> ListeningImportMissingEnding:
    if value in LISTENING_IMPORT_MISSING_ENDING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LISTENING_IMPORT_MISSING_ENDING_VALUES!r}"
    )
