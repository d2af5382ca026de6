"""What a table is, what came of a row, and what is told of a whole file."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError
from django.db.models import Model

from accounts.models import User
from catalog.models import Change
from catalog.services.bulk import chunks
from catalog.services.changes import Edits
from catalog.services.marks import marks_together
from catalog.services.refresh import audiences_together
from catalog.sheet.changing import CellsInvalid
from common.errors import DomainError, Invalid
from streaming.metadata.table import XLSX_CELL

type Cells = Mapping[str, str]

MOST_SHOWN = 300
"""Rows that a report tells of; it counts all of them."""
_control = re.compile(r"[\x00-\x08\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file, by its number there."""

    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Outcome:
    """What came of a row: `changes` are (column, before, after, error); `words` where it could not be taken."""

    line: int
    title: str
    changes: list[tuple[str, str, str, str]] = field(default_factory=list)
    words: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A table. `rows` are all that somebody may see of it, in order; `take` writes some rows, each by itself.

    `finds` are columns that are not written: what finds a row, and what helps a person to read it. Rows with the same
    cell in `together` are one thing, and stand together. `withheld` are columns that only who sees all gets or writes.
    """

    name: str
    columns: tuple[str, ...]
    finds: tuple[str, ...]
    rows: Callable[[User | None], Iterator[dict[str, str]]]
    take: Callable[[Sequence[Row], "Options"], Iterator[Outcome]]
    together: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()

    def columns_for(self, by: User | None) -> tuple[str, ...]:
        if sees_all(by):
            return self.columns
        return tuple(name for name in self.columns if name not in self.withheld)


@dataclass(frozen=True, slots=True)
class Options:
    """In whose name, and how a file is taken.

    `by`: who brings it, None for an operator at the command line, who may all. `empty_clears`: whether empty cells
    empty what is here. `allowed`: kinds that may be taken, None for all. `edits`: where it is kept who changed what.
    """

    by: User | None
    empty_clears: bool = False
    allowed: Collection[str] | None = None
    edits: Edits | None = None

    @property
    def history(self) -> Edits:
        """Where what a file changes is kept: of a command, which says nothing of itself, as an operator's."""
        return self.edits or Edits(by=self.by, source=Change.Source.COMMAND)


@dataclass(slots=True)
class Report:
    """Counts of a file, and the first rows that have something to say."""

    rows: int = 0
    changed: int = 0
    cells: int = 0
    new: int = 0
    wrong: int = 0
    refused: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    shown: list[dict[str, Any]] = field(default_factory=list)

    def add(self, kind: str, outcome: Outcome) -> None:
        self.rows += 1
        self.by_kind[kind] = self.by_kind.get(kind, 0) + 1
        errors = sum(bool(error) for *_, error in outcome.changes)
        self.wrong += errors
        self.refused += bool(outcome.words)
        if not outcome.words:
            self.cells += len(outcome.changes) - errors
            self.changed += len(outcome.changes) > errors
            self.new += outcome.is_new
        if (outcome.words or outcome.changes) and len(self.shown) < MOST_SHOWN:
            self.shown.append({"kind": kind, **asdict(outcome)})

    @property
    def is_clean(self) -> bool:
        return not (self.wrong or self.refused)

    def told(self) -> dict[str, Any]:
        return asdict(self)


def sees_all(by: User | None) -> bool:
    """Operators and administrators, as in the admin; others see what they curate."""
    return by is None or by.is_superuser


def curated(rows: Any, by: User | None) -> Any:
    """Albums or tracks as far as this person sees them in the admin."""
    return rows if by is None else rows.curated_by(by)


@contextmanager
def together(options: Options) -> Iterator[None]:
    """Rows of one transaction: what follows from them is done once, at the end of the block."""
    with options.history.at_once(), marks_together(), audiences_together():
        yield


@contextmanager
def taking(outcome: Outcome, options: Options) -> Iterator[None]:
    """Why a row is not taken is told in its outcome. What is written for it is in `one_row`: all of it or nothing."""
    try:
        with options.history.of_row():
            yield
    except CellsInvalid as error:
        outcome.changes = [(key, "", "", words) for key, words in error.errors.items()]
    except DomainError as error:
        outcome.words = str(error)
    except (DataError, IntegrityError):
        outcome.words = "The database does not take these values together."


class Things:
    """Things that were locked and read for some rows of a file, each as it is when its row's turn comes.

    One that a row has been written to is read again for the next row of it: the first may have been taken back.
    """

    def __init__(self, current: Any, keys: Iterable[int]) -> None:
        self._current = current
        self._by_key = {
            row.pk: row
            for some in chunks(sorted(keys))
            for row in current.filter(pk__in=some).order_by("pk")
        }
        self._had: set[int] = set()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._by_key.values())

    def now(self, pk: int) -> Any:
        """The thing, for the row that is written to it now; None where it is not here any more."""
        if pk in self._had:
            row = self._current.filter(pk=pk).first()
            if row is None:
                del self._by_key[pk]
            else:
                self._by_key[pk] = row
        self._had.add(pk)
        return self._by_key.get(pk)


def taken_each[T](
    some: Sequence[Row],
    options: Options,
    find: Callable[[Cells], T],
    write: Callable[[T, Row, Options, Outcome], None],
) -> Iterator[Outcome]:
    """Rows of which each is a thing that is here: what `find` finds by its cells or refuses, `write` changes."""
    for row in some:
        outcome = Outcome(row.line, short(row.cells.get("title") or row.cells.get("id", "")))
        with taking(outcome, options):
            write(find(row.cells), row, options, outcome)
        yield outcome


def plain(text: str) -> str:
    """A text as any file carries it: a spreadsheet knows one end of line, and no control characters."""
    return _control.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_same(before: str, cell: str) -> bool:
    """Whether a cell says what is there; one that is as full as Excel lets it be says its beginning."""
    before, cell = plain(before), plain(cell)
    return before == cell or (len(cell) >= XLSX_CELL - 1 and before.startswith(cell))


def told_cells(row: Row, held: Cells, finds: Sequence[str], options: Options) -> dict[str, str]:
    """The cells of a row that say something else than what is held."""
    return {
        key: text
        for key, text in row.cells.items()
        if key not in finds
        and key in held
        and (text.strip() or options.empty_clears)
        and not is_same(held[key], text)
    }


def field_checked(model: type[Model], name: str, text: str) -> Any:
    """A text as the value of a model's field. Raises Invalid with a sentence."""
    column: Any = model._meta.get_field(name)
    try:
        return column.clean(plain(text), None)
    except ValidationError as error:
        if column.choices:
            known = ", ".join(str(value) for value, _ in column.choices)
            raise Invalid(f"Write one of: {known}.") from error
        raise Invalid(" ".join(error.messages)) from error


def short(text: str) -> str:
    return text[:300]


def counted(kind: Kind, tell: Callable[[str, int], None]) -> Kind:
    """The same kind, whose rows tell how many they are as they are read."""

    def rows(by: User | None) -> Iterator[dict[str, str]]:
        for number, row in enumerate(kind.rows(by), 1):
            tell(kind.name, number)
            yield row

    return replace(kind, rows=rows)
