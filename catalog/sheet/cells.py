"""Texts of cells to values and back, by the column's kind."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from catalog.sheet.columns import Column, Kind
from catalog.sheet.splits import splits_parsed, splits_text
from common.errors import Invalid

MOST_NUMBER = 9999
YES = frozenset({"yes", "y", "true", "1", "x", "explicit", "ja", "oui", "si", "sí"})
NO = frozenset({"no", "n", "false", "0", "clean", "nein", "non"})
_more = re.compile(r"[;\n|]")
_comma = re.compile(r"[;,\n|]")
SYNONYMS: dict[str, dict[str, str]] = {
    "vocals": {
        "none": "instrumental", "no vocals": "instrumental", "inst": "instrumental",
        "no": "instrumental", "f": "female", "female vocals": "female", "female vocal": "female",
        "m": "male", "male vocals": "male", "male vocal": "male", "duet": "mixed", "both": "mixed",
        "group": "mixed", "group vocals": "mixed", "kids": "children", "spoken word": "spoken",
        "vocalise": "wordless",
    },
    "version_kind": {
        "inst": "instrumental", "60": "60s", "0:60": "60s", ":60": "60s", "60 sec": "60s",
        "30": "30s", "0:30": "30s", ":30": "30s", "30 sec": "30s", "15": "15s", ":15": "15s",
        "15 sec": "15s", "stem": "stems", "acappella": "acapella", "a cappella": "acapella",
    },
}  # fmt: skip
"""What other catalogues write for a choice."""


def shown(column: Column, value: Any) -> str:
    """A value as its cell tells it."""
    if value is None:
        return ""
    match column.kind:
        case Kind.YES_NO:
            return "yes" if value else "no"
        case Kind.DECIMAL:
            return f"{Decimal(value).normalize():f}"
        case Kind.NAMES | Kind.TAGS:
            return "; ".join(value)
        case Kind.SPLITS:
            return splits_text(value)
        case Kind.NUMBER:
            return str(value) if value else ""
    return str(value)


def parsed(column: Column, text: str) -> Any:
    """The value that a cell's text stands for. Raises Invalid."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if len(text) > column.most:
        raise Invalid(f"At most {column.most} characters.")
    match column.kind:
        case Kind.YES_NO:
            return _yes_no(text)
        case Kind.NUMBER:
            return _number(text) or (1 if column.key == "disc_number" else 0)
        case Kind.DECIMAL:
            return _decimal(text)
        case Kind.CHOICE:
            return _choice(column, text)
        case Kind.NAMES:
            return _names(_more.split(text))
        case Kind.TAGS:
            return _names(_comma.split(text) if ";" not in text else _more.split(text))
        case Kind.SPLITS:
            return splits_parsed(text, column.of)
        case Kind.TEXT:
            text = " ".join(text.split())
    if column.key in {"title", "album"} and not text:
        raise Invalid("It needs a name.")
    return text


def _names(parts: list[str]) -> list[str]:
    names = [" ".join(part.split()) for part in parts]
    return list(dict.fromkeys(name for name in names if name))


def _yes_no(text: str) -> bool | None:
    if not text:
        return None
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise Invalid("Write yes or no, or leave it empty.")


def _number(text: str) -> int:
    if not text:
        return 0
    # Spreadsheets make 3.0 of 3, and tags have 3/12.
    plain = text.partition("/")[0].strip().removesuffix(".0")
    if not plain.isascii() or not plain.isdigit() or int(plain[:9]) > MOST_NUMBER:
        raise Invalid(f"Write a whole number up to {MOST_NUMBER}.")
    return int(plain)


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Invalid("Write a number.") from None
    if not value.is_finite() or not 0 < value < 10_000:
        raise Invalid("Write a number between 0 and 10,000.")
    return value.quantize(Decimal("0.01"))


def _choice(column: Column, text: str) -> str:
    if not text:
        return ""
    wanted = text.casefold()
    for value, label in column.choices:
        if wanted in {value.casefold(), str(label).casefold()}:
            return value
    if wanted in SYNONYMS.get(column.key, {}):
        return SYNONYMS[column.key][wanted]
    known = ", ".join(value for value, _ in column.choices)
    raise Invalid(f"Write one of: {known}.")
