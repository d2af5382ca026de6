"""A file looked at or taken, in pieces: a look does all that taking does, and takes it back.

The rows of a piece are locked, read and written in one transaction, and what follows from them is done once at its end:
their history, what search must index, whom albums are for. Each row is taken whole or not at all by itself.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from time import sleep
from typing import IO

from django.db import connection, transaction

from common.errors import Invalid
from web.exchange.formats import tables_read
from web.exchange.kinds import Kind, Options, Report, Row, together

PIECE = 200
"""Rows of one look at the database and of one transaction: others who change the same wait for as many."""
PAUSE = 0.02
"""Seconds between two pieces in which others may write, where the database has one writer at a time."""

type Told = Callable[[int], None]


def exchange_run(
    *, file: IO[bytes], kind: str = "", options: Options, dry_run: bool, told: Told
) -> Report:
    """Take all tables of a file. Rows and cells that can't be taken stay as they are, and are told.

    A dry run writes each piece and rolls it back: it tells what would come of each piece by itself, so that an artist
    who is named in two of them is new in both. Safe to repeat: what is taken is no change any more. Raises Invalid for
    a file that can't be read.
    """
    report = Report()
    edits = replace(options.history, keeps=not dry_run)
    options = replace(options, edits=edits)
    with edits.together("track", "album", "artist"):
        for table, rows in tables_read(file, kind):
            if options.allowed is not None and table.name not in options.allowed:
                raise Invalid(f"You may not change {table.name}.", field="file")
            for some in _pieces(table, rows):
                with transaction.atomic():
                    with together(options):
                        for outcome in table.take(some, options):
                            report.add(table.name, outcome)
                    if dry_run:
                        transaction.set_rollback(True)
                told(report.rows)
                if connection.vendor == "sqlite" and len(some) >= PIECE:
                    sleep(PAUSE)
    return report


def _pieces(kind: Kind, rows: Iterable[Row]) -> Iterator[list[Row]]:
    """About PIECE rows each; those that stand together are never parted."""
    some: list[Row] = []
    for _, group in groupby(rows, lambda row: _key(kind, row)):
        some += group
        if len(some) >= PIECE:
            yield some
            some = []
    if some:
        yield some


def _key(kind: Kind, row: Row) -> object:
    return tuple(row.cells.get(name, "") for name in kind.together) if kind.together else row.line
