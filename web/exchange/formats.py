"""Tables to files and back: a CSV holds one kind, an XLSX a sheet for each, a JSON file a list for each.

Cells that a spreadsheet would take for formulas are written with an apostrophe before them, and read without.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import IO, Any

from openpyxl import Workbook

from accounts.models import User
from common.errors import Invalid
from common.spreadsheets import csv_lines, spreadsheet_text
from streaming.metadata.table import csv_rows, xlsx_sheets, xlsx_writable
from web.exchange.kinds import Kind, Row
from web.exchange.registry import KINDS

MOST_BYTES = 200 * 1024 * 1024
MOST_JSON_BYTES = 20 * 1024 * 1024
"""A JSON is read whole: its objects take many times its bytes of memory."""
MOST_UNPACKED = 1024 * 1024 * 1024
MOST_ROWS = 1_000_000
MOST_CHARACTERS = 100_000
ENDINGS = ("csv", "xlsx", "json")


def ending_of(name: str) -> str:
    """Raises Invalid for a file of another kind."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if ending not in ENDINGS:
        raise Invalid("The file's name must end in .csv, .xlsx or .json.", field="file")
    return ending


def tables_read(file: IO[bytes], kind: str = "") -> Iterator[tuple[Kind, Iterator[Row]]]:
    """The tables of a file, told by its content: each must be read before the next. Raises Invalid.

    A CSV is of `kind`, or of the only one that has all its headings.
    """
    start = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    if start.startswith(b"PK"):
        yield from _xlsx(file, kind)
    elif start.startswith((b"{", b"[")):
        yield from _json(file, kind)
    else:
        rows = csv_rows(file.read())
        headings = _headings(next(rows, []))
        yield _kind_of(kind, headings), _rows(headings, rows)


def _xlsx(file: IO[bytes], kind: str) -> Iterator[tuple[Kind, Iterator[Row]]]:
    seen = False
    sheets = xlsx_sheets(file, most_rows=MOST_ROWS, most_unpacked=MOST_UNPACKED)
    for title, rows in sheets:
        headings = _headings(next(rows, []))
        if not any(headings):
            continue
        name = kind or (title.lower() if title.lower() in KINDS else "")
        seen = True
        yield _kind_of(name, headings), _rows(headings, rows)
        if kind:
            return
    if not seen:
        raise Invalid("There is nothing in it.", field="file")


def _json(file: IO[bytes], kind: str) -> Iterator[tuple[Kind, Iterator[Row]]]:
    content = file.read(MOST_JSON_BYTES + 1)
    if len(content) > MOST_JSON_BYTES:
        most = MOST_JSON_BYTES // 1024**2
        raise Invalid(
            f"A JSON has at most {most} MB: divide it, or take CSV or XLSX.", field="file"
        )
    try:
        told: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Invalid("That is no JSON that can be read.", field="file") from error
    if isinstance(told, list):
        told = {
            kind
            or _kind_of("", list(told[0]) if told and isinstance(told[0], dict) else []).name: told
        }
    if not isinstance(told, dict):
        raise Invalid("The JSON takes a list for each of: " + ", ".join(KINDS), field="file")
    for name, rows in told.items():
        if name not in KINDS or not isinstance(rows, list):
            raise Invalid(f"“{name[:40]}” is none of: {', '.join(KINDS)}.", field="file")
        yield KINDS[name], _objects(rows)


def _objects(rows: list[Any]) -> Iterator[Row]:
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise _too_many()
        if not isinstance(row, dict):
            raise Invalid(f"Row {number} is no object.", field="file")
        yield Row(number, {key: _cell(_text(value)) for key, value in row.items()})


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list():
            return "; ".join(map(str, value))
    return str(value)


def _headings(cells: Sequence[str]) -> list[str]:
    return [spreadsheet_text(cell.strip()).strip().lower().replace(" ", "_") for cell in cells]


def _rows(headings: list[str], rows: Iterable[Sequence[str]]) -> Iterator[Row]:
    """Rows with something in them, by their numbers in the file: the headings are the first."""
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS + 1:
            raise _too_many()
        if any(row):
            cells = zip(headings, row, strict=False)
            yield Row(number, {name: _cell(spreadsheet_text(cell)) for name, cell in cells if name})


def _too_many() -> Invalid:
    return Invalid(f"At most {MOST_ROWS:,} rows: divide it.", field="file")


def _cell(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"A cell has more than {MOST_CHARACTERS:,} characters.", field="file")
    return text.replace("\x00", "")


def _kind_of(name: str, headings: Sequence[str]) -> Kind:
    if name:
        return KINDS[name]
    known = [
        kind for kind in KINDS.values() if {one for one in headings if one} <= set(kind.columns)
    ]
    if len(known) != 1:
        raise Invalid(f"Say what these rows are: {', '.join(KINDS)}.", field="kind")
    return known[0]


def csv_written(kind: Kind, *, by: User | None) -> Iterator[bytes]:
    """One kind as CSV, line by line, as far as this person sees it; None is an operator, who sees all."""
    return (line.encode() for line in csv_lines(_table(kind, by)))


def json_written(kinds: Sequence[Kind], *, by: User | None) -> Iterator[bytes]:
    """All kinds as one JSON object, a row a line."""
    for place, kind in enumerate(kinds):
        yield (("{" if not place else ",") + f"\n{json.dumps(kind.name)}: [").encode()
        for number, row in enumerate(kind.rows(by)):
            told = {name: row.get(name, "") for name in kind.columns_for(by)}
            yield ((",\n" if number else "\n") + json.dumps(told, ensure_ascii=False)).encode()
        yield b"\n]"
    yield b"\n}\n"


def xlsx_written(kinds: Sequence[Kind], file: IO[bytes], *, by: User | None) -> None:
    """A workbook with a sheet for each kind; all cells are texts."""
    book = Workbook(write_only=True)
    for kind in kinds:
        sheet = book.create_sheet(kind.name)
        sheet.freeze_panes = "B2"
        for row in _table(kind, by):
            sheet.append([xlsx_writable(cell) for cell in row])
    book.save(file)


def _table(kind: Kind, by: User | None) -> Iterator[list[str]]:
    columns = kind.columns_for(by)
    yield list(columns)
    for row in kind.rows(by):
        yield [row.get(name, "") for name in columns]
