"""Dates of releases: texts of the precision that is known, which sort as they read."""

import re
from datetime import date

from common.errors import Invalid

_known = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# What spreadsheets make of a date cell.
_midnight = re.compile(r"[T ]00:00(?::00)?$")


def release_date_checked(text: str) -> str:
    """`1971`, `1971-05`, `1971-05-21`, or nothing. Raises Invalid."""
    plain = _midnight.sub("", text.strip())
    found = _known.fullmatch(plain)
    if plain and found is None:
        raise Invalid("Write a date as 1971, 1971-05 or 1971-05-21.")
    if found is not None:
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise Invalid("There is no such day.") from None
    return plain
