"""Catalogue files of many rows."""

from collections.abc import Iterator

from bench.context import Bench
from bench.figures import Figure

TITLE = "Catalogue files"
MOST_ROWS = 100_000
ABOUT = """\
A CSV of as many tracks as the catalogue has (100,000 at most), written, and taken as the command and the admin take it
(`bench/exchange.py`): as it was written, then with another tempo in each row, looked at first; and a CSV of as many new
artists. Memory is the most that the process had held until then."""


def run(bench: Bench) -> Iterator[Figure]:
    for size in sorted({min(size, MOST_ROWS) for size in bench.sizes}):
        told = bench.measured("exchange", "bench.exchange", size)
        for name, done in told.items():
            rate = done["rows"] / done["seconds"]
            each = done["statements"] / max(1, done["rows"])
            for what, value, unit in (
                (name, rate, "rows/s"),
                (f"{name}: statements", each, "a row"),
                (f"{name}: memory", done["memory_mb"], "MB"),
            ):
                yield Figure(what=what, values=[value], unit=unit, size=size)
