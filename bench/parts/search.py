"""Search over many tracks: a full rebuild of the index, and queries."""

from collections.abc import Iterator
from typing import Any

from bench.context import Bench
from bench.figures import Figure

TITLE = "Search"
ABOUT = """\
Tracks with a tenth as many albums and a thirtieth as many artists, with invented names of few words
(`bench/search_index.py`), all public, on SQLite. A *rebuild* is from the rows to an index that answers; memory is the
most that its process ever held. A query is asked as the box does, for artists, albums and tracks, four of each, in one
process, one after the other; *as the box asks* is with rows, covers and template."""


def run(bench: Bench) -> Iterator[Figure]:
    for size in bench.sizes:
        yield from figures(bench.measured("search", "bench.search_index", size), size)


def figures(told: dict[str, Any], size: int) -> Iterator[Figure]:
    """The figures of what `bench.search_index` told of a catalogue of `size` tracks."""

    def figure(what: str, values: list[float], unit: str, most: float | None) -> Figure:
        return Figure(what=what, values=values, unit=unit, most=most, size=size)

    yield figure("rebuild of the index", [told["rebuild"]], "s", 180)
    yield figure("the index", [told["index_mb"]], "MB", 1000)
    yield figure("most memory", [told["memory_mb"]], "MB", 1000)
    for name, values in told.items():
        if isinstance(values, list):
            last = sorted(values)[int(len(values) * 0.99)]
            is_inside = "as the box" not in name
            yield figure(f"{name}: p50", values, "ms", 5 if is_inside else None)
            yield figure(f"{name}: p99", [last], "ms", 30 if is_inside else None)
