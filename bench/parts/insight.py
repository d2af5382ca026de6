"""Roll-ups and dashboards over many plays."""

from collections.abc import Iterator

from bench.context import Bench
from bench.figures import Figure

TITLE = "Dashboards and roll-ups"
ABOUT = """\
As many plays as tracks, of the last year, by Zipf's law, all of one workspace's music (`bench/insight.py`), on SQLite.
*All* adds every play up by hour, day and origin; *again* replaces what is there. *What is new* is the run of each ten
minutes. The *figures of the night* are those of each period: they are kept for a day where they take long, and made
anew when somebody looks at them after an hour. A *dashboard* is the whole page in one process, with everything that a
request passes: with kept figures, but for those of an artist and an album, which nobody keeps."""


def run(bench: Bench) -> Iterator[Figure]:
    rounds = str(min(5, bench.rounds))
    for size in bench.sizes:
        told = bench.measured("insight", "bench.insight", size, "--rounds", rounds)
        found: dict[str, tuple[list[float], str, float | None]] = {
            "roll-up of all plays": (told["roll-up of all"], "s", 20),
            "roll-up of all plays, again": (told["roll-up of all, again"], "s", None),
            "roll-up of what is new": (told["roll-up of what is new"], "s", None),
            "figures of the night": (told["figures of the night"], "s", None),
            "most memory of a roll-up": ([told["memory_mb"]], "MB", None),
        }
        for name, values in told["dashboards"].items():
            found[f"dashboard, {name}"] = values, "ms", 1000
        for what, (values, unit, most) in found.items():
            yield Figure(what=what, values=values, unit=unit, most=most, size=size)
