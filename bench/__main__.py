"""`python -m bench` (`make bench`): measure the site against its yardsticks."""

import argparse
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

from bench import machine, report
from bench.context import Bench
from bench.figures import Result
from bench.parts import (
    delivery,
    exchange,
    first_sound,
    importing,
    insight,
    lighthouse,
    lists,
    pages,
    pitching,
    playlists,
    received,
    search,
    search_http,
    smart,
    starting,
    uploads,
)

PARTS: dict[str, ModuleType] = {
    "import": importing,
    "pages": pages,
    "playlists": playlists,
    "pitching": pitching,
    "smart": smart,
    "search": search,
    "search_http": search_http,
    "lists": lists,
    "insight": insight,
    "exchange": exchange,
    "received": received,
    "uploads": uploads,
    "bytes": delivery,
    "start": starting,
    "sound": first_sound,
    "lighthouse": lighthouse,
}
"""In the order of running: the library that one imports serves the next."""


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measure the site against its yardsticks, on loopback, in a folder that is removed at the end. "
        "Example: python -m bench --only pages,import --rounds 3",
    )
    parser.add_argument("--only", metavar="PARTS", help=f"some of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each figure")
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement of a rate")
    parser.add_argument("--files", type=int, default=10_000, help="size of the library")
    parser.add_argument(
        "--upload-mb", type=int, default=1024, help="size of an uploaded file, in MiB"
    )
    parser.add_argument(
        "--tracks",
        metavar="NUMBERS",
        default="1000000",
        help="sizes of generated catalogues, in tracks, multiples of a thousand: 10000,100000,1000000",
    )
    parser.add_argument(
        "--keep",
        metavar="DIR",
        type=Path,
        help="make generated catalogues in this folder and leave them there for the next run",
    )
    parser.add_argument(
        "--write", action="store_true", help="put the figures into docs/benchmarks.md"
    )
    given = parser.parse_args()
    chosen = given.only.split(",") if given.only else list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        parser.error(f"there is no part {unknown[0]!r}")
    sizes = tuple(sorted({int(size) for size in given.tracks.split(",") if size.isdecimal()}))
    if not sizes or any(size < 1000 or size % 1000 for size in sizes):
        parser.error("--tracks takes multiples of a thousand, with commas between them")
    keep = given.keep.resolve() if given.keep else None
    results = []
    with ExitStack() as stack:
        bench = Bench(given.rounds, given.seconds, given.files, stack, given.upload_mb, sizes, keep)
        for name in (name for name in PARTS if name in chosen):
            results.append(measure(name, bench))
            print(report.section(results[-1]), flush=True)
            if given.write:
                report.write(results[-1])
    return 1 if any(result.skipped or result.missed for result in results) else 0


def measure(name: str, bench: Bench) -> Result:
    """Run one part. What it can't find on this machine, or what fails, is its reason to be skipped."""
    part = PARTS[name]
    result = Result(name, part.TITLE, about=part.ABOUT, load_before=machine.load())
    bench.notes = result.notes
    began = time.monotonic()
    print(f"{part.TITLE} …", file=sys.stderr, flush=True)
    try:
        for figure in part.run(bench):
            result.figures.append(figure)
    except subprocess.CalledProcessError as error:
        result.skipped = f"{error}: {str(error.stderr or error.stdout)[-1500:]}"
    # Whatever ends one part: the others are measured, the report says why.
    except Exception as error:
        result.skipped = f"{type(error).__name__}: {error}"
    result.seconds = time.monotonic() - began
    result.load_after = machine.load()
    return result


if __name__ == "__main__":
    sys.exit(main())
