"""Cells and tables for people's spreadsheets."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes what begins so for a formula (https://owasp.org/www-community/attacks/CSV_Injection)."""


_guarded = re.compile(r"'+[=+\-@\t\r]")


def spreadsheet_cell[T](value: T) -> T | str:
    """A cell that no spreadsheet takes for a formula; what is no text stays as it is."""
    if not isinstance(value, str):
        return value
    # A text that looks guarded by itself is guarded too: reading takes exactly one apostrophe away.
    return f"'{value}" if value.startswith(BEGINS_FORMULA) or _guarded.match(value) else value


def spreadsheet_text(cell: str) -> str:
    """What `spreadsheet_cell` made a cell of."""
    return cell[1:] if _guarded.match(cell) else cell


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A table as CSV, line by line as it is sent: a million rows take no memory.

    First of all the byte order mark, by which spreadsheets know that it is UTF-8.
    """
    yield "\ufeff"
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([spreadsheet_cell(value) for value in row])
        yield line.getvalue()
