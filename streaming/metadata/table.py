"""Spreadsheets as rows of texts, read under limits, and written so that no program runs what stands in them.

A cell that begins as a formula does (`=`, `+`, `-`, `@`, tab, return) is written with an apostrophe before it, and read
without (https://owasp.org/www-community/attacks/CSV_Injection). Of formulas in an XLSX only their last result is read.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook

from common.errors import Invalid
from common.spreadsheets import csv_lines, spreadsheet_cell, spreadsheet_text

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 2000
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS = 20_000, 200, 50_000
XLSX_CELL = 32_767
"""Characters that a cell of Excel holds."""
ENDINGS = ("csv", "xlsx")
_UNREADABLE = "That is no spreadsheet that can be read: CSV, TSV and XLSX are taken."


@dataclass(frozen=True, slots=True)
class Table:
    """The headings, and the rows below them with the number of each in the file."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def table_read(file: IO[bytes], size: int) -> Table:
    """What a file holds, told by its content, not by its name. Raises Invalid."""
    if size > MOST_BYTES:
        raise Invalid(f"At most {MOST_BYTES // 1024**2} MB.", field="file")
    start = file.read(4)
    file.seek(0)
    rows = _xlsx(file) if start.startswith(b"PK") else csv_rows(file.read())
    headings: list[str] = []
    found: list[tuple[int, list[str]]] = []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS + 1:
            raise Invalid(f"At most {MOST_ROWS:,} rows: divide it.", field="file")
        cells = [_read(cell) for cell in row[:MOST_COLUMNS]]
        if not any(cells):
            continue
        if headings:
            found.append((number, cells))
        else:
            headings = cells
    if not found:
        raise Invalid("There is nothing in it below its headings.", field="file")
    return Table(headings, found)


def _read(cell: str) -> str:
    if len(cell) > MOST_CHARACTERS:
        raise Invalid(f"A cell has more than {MOST_CHARACTERS:,} characters.", field="file")
    return spreadsheet_text(cell.replace("\x00", "").strip())


def csv_rows(data: bytes) -> Iterator[list[str]]:
    """The rows of a CSV, whatever parts its cells. Raises Invalid."""
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # noqa: PLR2004  # Excel's own
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = max(",;\t|", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Invalid(_UNREADABLE, field="file") from error


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 where it says so, and else what Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\x00" in text[:1000]:
        raise Invalid(_UNREADABLE, field="file")
    return text


def _xlsx(file: IO[bytes]) -> Iterator[list[str]]:
    for _name, rows in xlsx_sheets(file, most_rows=MOST_ROWS, most_unpacked=MOST_UNPACKED):
        yield from rows
        return


def xlsx_sheets(
    file: IO[bytes], *, most_rows: int, most_unpacked: int
) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """The sheets of a workbook, each with its rows as they are read. Raises Invalid."""
    try:
        with ZipFile(file) as parts:
            infos = parts.infolist()
        # A part is never read beyond the size that it declares here.
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > most_unpacked:
            raise Invalid("Unpacked it is too large.", field="file")
    except BadZipFile as error:
        raise Invalid(_UNREADABLE, field="file") from error
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # noqa: BLE001  # openpyxl raises whatever a broken part makes of it
        raise Invalid(_UNREADABLE, field="file") from error
    for sheet in book.worksheets:
        yield sheet.title, _sheet_rows(sheet, most_rows)


def _sheet_rows(sheet: Any, most: int) -> Iterator[list[str]]:
    try:
        for row in sheet.iter_rows(max_row=most + 2, max_col=MOST_COLUMNS, values_only=True):
            yield [_text(value) for value in row]
    except Exception as error:  # noqa: BLE001  # as above
        raise Invalid(_UNREADABLE, field="file") from error


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def csv_written(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """As `csv_lines`, in UTF-8."""
    return (line.encode() for line in csv_lines(rows))


def xlsx_written(rows: Iterable[Sequence[str]], file: IO[bytes]) -> None:
    """A workbook of one sheet; all cells are texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Metadata")
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append([xlsx_writable(cell) for cell in row])
    book.save(file)


def xlsx_writable(cell: str) -> str:
    """No formula, and without the characters that XML has no way to write; a cell of Excel holds 32,767.

    These go first: behind one of them a formula would stand unseen, and be the cell's beginning after that.
    """
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    written = "".join(one for one in lines if one >= " " or one in "\n\t")
    return str(spreadsheet_cell(written))[:XLSX_CELL]
