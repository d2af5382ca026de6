"""How many tasks, ACUs and cache nodes a number of listeners needs, from the figures of docs/benchmarks.md.

    .venv/bin/python -m bench.scale --write

One task of `web` is simulated (requests by chance, each as dear as was measured, one after the other on its vCPU):
how many a second it bears while 99 of 100 are answered in time. The rest is multiplied. docs/cost.md has the table and
what is assumed; a test makes it again.
"""

import argparse
import math
import random
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
BEGIN, END = "<!-- made by bench.scale -->\n", "<!-- end of bench.scale -->\n"
SIZES = (100, 10_000, 1_000_000, 10_000_000)

CORES = 2
"""Of the machine that was measured: a rate of n a second is 2000 / n ms of a core."""
MONTH = 30.4 * 24 * 3600
PEAK = 4.0
"""Requests of the busiest minute, for one of the mean."""
IN_TIME = 0.1
"""Seconds for which 99 of 100 requests may wait and be computed; the network has the rest of a promise."""
THREADS = 2 * 32
"""Of a task of `web` (WEB_THREADS in infra/environment/processes.tf): while the database is slow, each may hold a
connection."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one listener asks the application for in a month.

    `row`: the line of docs/benchmarks.md that tells what one costs. `queries`, `writes`: statements and commits of one,
    as the tests pin them for such a request; `cache`: commands to Valkey.
    """

    name: str
    month: int
    row: str
    queries: int
    writes: int
    cache: int


LISTENER = (
    Kind("pages that are kept", 90, "album, hot", 0, 0, 3),
    Kind("pages of one's own", 30, "home, private, kept", 4, 0, 6),
    Kind("screens of the client", 90, "API: screen of an album, signed in", 6, 0, 5),
    Kind("where a track's bytes are", 120, "API: screen of an album, signed in", 4, 0, 3),
    Kind("reports of plays", 210, "empty view of the API, signed in", 5, 1, 2),
    Kind("lists and searches", 45, "API: 20 albums", 6, 0, 4),
    Kind("likes, playlists, queues", 15, "MariaDB: move a track", 9, 1, 4),
)
"""Six hundred requests: 60 plays, each with an address, bytes and reports, and what is between them."""

QUERY = 0.25e-3
"""Seconds of the database's processor for a statement by key, and four times that for a commit. Not measured."""
COMMIT = 4 * QUERY
ACU = 0.25
"""vCPUs of an Aurora capacity unit, about (AWS says 2 GiB 'with corresponding CPU')."""
BUSY = 0.6
"""How busy what does not scale within seconds is let be at its peak."""

LIMITS: Mapping[str, tuple[float, str]] = {
    "commits of the writer, a second": (5_000, "one writer's log, as a rule of thumb"),
    "ACUs of the writer": (256, "Aurora Serverless v2's largest"),
    "connections to the database": (
        16_000,
        "Aurora MySQL's largest `max_connections`, when every thread holds one",
    ),
    "commands of one Valkey node, a second": (100_000, "one thread computes"),
    "tasks of web": (1_000, "tasks of a service with CodeDeploy"),
    "requests at CloudFront, a second": (250_000, "quota, can be raised"),
    "Gbit a second at CloudFront": (150, "quota, can be raised"),
    "events to Firehose, a second": (500_000, "quota of a stream, can be raised"),
}
"""What ends, at how much, and why there."""
REQUESTS, BYTES = 1_500, 250e6
"""Of a listener in a month, at CloudFront: docs/cost.md."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a number of listeners needs at its peak."""

    listeners: int
    rate: float
    tasks: int
    writer: float
    reader: float
    commits: float
    commands: float
    nodes: int
    uses: Mapping[str, float]


def measured() -> dict[str, float]:
    """Row of docs/benchmarks.md → seconds of a core for one."""
    costs: dict[str, float] = {}
    text = (DOCS / "benchmarks.md").read_text()
    for row, number, unit in re.findall(
        r"^\| ([^|]+?) \| ([\d,.]+) (/s|ms) \|", text, flags=re.MULTILINE
    ):
        value = float(number.replace(",", ""))
        costs[row] = CORES / value if unit == "/s" else value / 1000
    return costs


def waits(rate: float, costs: list[float], shares: list[int], *, count: int = 40_000) -> float:
    """Seconds in which 99 of 100 are answered at `rate` a second of one vCPU, the same at each run."""
    chance = random.Random(20261122)  # noqa: S311 - a simulation
    kinds = chance.choices(range(len(costs)), weights=shares, k=count)
    at = busy_until = 0.0
    took: list[float] = []
    for kind in kinds:
        at += chance.expovariate(rate)
        # As dear as its kind, more or less: the spread of the measurements is about a third.
        cost = costs[kind] * chance.uniform(0.67, 1.33)
        busy_until = max(at, busy_until) + cost
        took.append(busy_until - at)
    took.sort()
    return took[int(len(took) * 0.99)]


def borne(costs: list[float], shares: list[int]) -> float:
    """The most requests a second that one vCPU bears in time, to one of them."""
    low, high = 1.0, 1 / (sum(c * s for c, s in zip(costs, shares, strict=True)) / sum(shares))
    while high - low > 1:
        middle = (low + high) / 2
        if waits(middle, costs, shares) <= IN_TIME:
            low = middle
        else:
            high = middle
    return math.floor(low)


def need(listeners: int, a_task: float) -> Need:
    month = sum(kind.month for kind in LISTENER)
    rate = listeners * month / MONTH * PEAK

    def of(what: str) -> float:
        """Statements, commits or commands a second at the peak."""
        return float(listeners * sum(k.month * getattr(k, what) for k in LISTENER) / MONTH * PEAK)

    tasks = max(3, math.ceil(rate / (a_task * BUSY)))
    commits, commands = of("writes"), of("cache")
    reads = of("queries") * QUERY
    writer = max(1, (commits * COMMIT + 0.4 * reads) / ACU / BUSY)
    reader = max(1, 0.6 * reads / ACU / BUSY)
    nodes = max(
        2, math.ceil(commands / (LIMITS["commands of one Valkey node, a second"][0] * BUSY)) + 1
    )
    plays = listeners * 60 / MONTH * PEAK
    uses = {
        "commits of the writer, a second": commits,
        "ACUs of the writer": writer,
        "connections to the database": tasks * THREADS,
        "commands of one Valkey node, a second": commands,
        "tasks of web": tasks,
        "requests at CloudFront, a second": listeners * REQUESTS / MONTH * PEAK,
        "Gbit a second at CloudFront": listeners * BYTES * 8 / MONTH * PEAK / 1e9,
        "events to Firehose, a second": 5 * plays,
    }
    return Need(listeners, rate, tasks, writer, reader, commits, commands, nodes, uses)


def breaks(found: Need) -> list[tuple[float, str]]:
    """(share of its end, what), the fullest first."""
    return sorted(
        ((found.uses[what] / end, what) for what, (end, _) in LIMITS.items()), reverse=True
    )


def report(dear: list[float] | None = None) -> str:
    """The tables. `dear`: what a request of each kind costs, in ms of a core, where it is not to be looked up."""
    costs = measured()
    dear = dear or [round(costs[kind.row] * 1000, 1) for kind in LISTENER]
    a_task = borne([cost / 1000 for cost in dear], [kind.month for kind in LISTENER])
    return "".join(_lines(a_task, dear))


def _lines(a_task: float, dear: list[float]) -> Iterator[str]:
    yield from _headed(
        "a listener's month", "requests", "ms of a core each", "statements", "commits", "Valkey"
    )
    for kind, cost in zip(LISTENER, dear, strict=True):
        yield _row(kind.name, kind.month, f"{cost:.1f}", kind.queries, kind.writes, kind.cache)
    in_time = f"99 of 100 take at most {IN_TIME * 1000:.0f} ms"
    yield f"\nOne vCPU bears {a_task:,.0f} such requests a second while {in_time}.\n\n"
    yield from _headed(
        "listeners", "requests a second, peak", "tasks of `web`", "ACUs: writer, readers",
        "commits a second", "Valkey commands a second", "nodes",
    )  # fmt: skip
    for size in SIZES:
        found = need(size, a_task)
        acus = f"{found.writer:.0f}, {found.reader:.0f}"
        yield _row(
            f"{size:,}", f"{found.rate:,.1f}", found.tasks, acus, f"{found.commits:,.1f}",
            f"{found.commands:,.0f}", found.nodes,
        )  # fmt: skip
    largest = need(SIZES[-1], a_task)
    yield f"\nAt {SIZES[-1]:,}, the fullest first:\n\n"
    yield from _headed("what", "used", "its end", "", "why there")
    for share, what in breaks(largest):
        end, why = LIMITS[what]
        yield _row(what, f"{largest.uses[what]:,.0f}", f"{end:,.0f}", f"{share:.0%}", why)


def _row(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |\n"


def _headed(*names: str) -> Iterator[str]:
    yield _row(*names)
    yield f"|{'---|' * len(names)}\n"


def written(document: str) -> str:
    head, _, rest = document.partition(BEGIN)
    return f"{head}{BEGIN}{report()}{END}{rest.partition(END)[2]}"


def main() -> int:
    given = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given.add_argument("--write", action="store_true", help="bring docs/cost.md up to date")
    if given.parse_args().write:
        place = DOCS / "cost.md"
        place.write_text(written(place.read_text()))
    else:
        print(report())
    return 0


if __name__ == "__main__":
    sys.exit(main())
