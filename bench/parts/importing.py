"""The import of a folder against Supysonic's scan of the same folder."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.context import Bench
from bench.figures import Figure
from bench.site import HOUSE, environment, prepare

TITLE = "Import"
ABOUT = """\
`manage.py import_music` over short tagged files with covers (`bench.make_music`), from the start of the command to its
end, into an empty site; then again with nothing changed. Memory is that of all its processes together, shared pages
divided among them (PSS), seen every 100 ms in a run of its own. Supysonic's `supysonic-cli folder scan` reads the
same files in one process; its yardstick is one scan."""


REFUSED = 1
"""The exit status that says: done, but for some files."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One import: the site it went into, seconds of the whole command, the highest memory in bytes."""

    data: Path
    seconds: float
    memory: int = 0


def take_in(bench: Bench, name: str, *, watch: bool = False) -> Taken:
    """Import `bench.music`, public, into an empty site. Its folder serves the parts after this one."""
    data = bench.folder / name
    prepare(data)
    taken = _command(data, bench.music, watch=watch)
    bench.imported = data
    return taken


def refused(data: Path) -> int:
    """How many files the last import into that site refused."""
    return (data / "import.log").read_text().count("refused: ")


def run(bench: Bench) -> Iterator[Figure]:
    first: list[Taken] = []
    music = bench.music
    for number in range(min(bench.rounds, 3)):
        bench.say(f"import {number + 1}")
        first.append(take_in(bench, f"import{number}"))
    again = [_command(first[-1].data, music) for _ in range(bench.rounds)]
    if missing := refused(first[-1].data):
        bench.note(f"{missing} of the files were refused.")
    bench.say("import, watching its memory")
    peaks = [take_in(bench, "watched", watch=True).memory]
    theirs = Figure(what="Supysonic's scan", values=[bench.supysonic.scan_rate], unit="files/s")
    yield theirs
    yield Figure(
        what=f"first import of {bench.files:,} files",
        values=[bench.files / taken.seconds for taken in first],
        unit="files/s",
        against=theirs,
        least=1_500,
    )
    yield Figure(
        what="second run, nothing changed",
        values=[taken.seconds for taken in again],
        unit="s",
        most=1,
    )
    yield Figure(
        what="peak memory of the first import",
        values=[peak / 1e6 for peak in peaks],
        unit="MB",
        most=250,
    )


def _command(data: Path, music: Path, *, watch: bool = False) -> Taken:
    log = data / "import.log"
    command = [sys.executable, "manage.py", "import_music", str(music), "--visibility", "public"]
    began = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=HOUSE,
            env=environment(data, CACHE_URL="memory://"),
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )
        if watch:
            with processes.watched(process.pid) as peak:
                process.wait()
            taken = Taken(data, time.perf_counter() - began, peak.memory)
        else:
            process.wait()
            taken = Taken(data, time.perf_counter() - began)
    if process.returncode not in (0, REFUSED):
        raise RuntimeError(f"the import ended with {process.returncode}: {log.read_text()[-2000:]}")
    return taken
