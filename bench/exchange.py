"""Catalogue files of many rows, measured in one process: `python -m bench.exchange 100000`.

Makes the catalogue of `bench.many_tracks` in the database that the settings name, which must be empty (`--filled`: it
is filled already), writes its tracks to a CSV, takes it back as it is, with another tempo in each row (looked at
first), and takes a CSV of as many new artists. Prints what it measured as JSON: for each, seconds, rows, statements,
and the most memory the process held until then.
"""

import argparse
import csv
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.db import connection  # noqa: E402

from bench import many_tracks  # noqa: E402
from bench.filled import filled  # noqa: E402
from catalog.models import Artist  # noqa: E402
from web.exchange.formats import csv_written  # noqa: E402
from web.exchange.kinds import Options, Report  # noqa: E402
from web.exchange.registry import KINDS  # noqa: E402
from web.exchange.run import exchange_run  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.exchange", description=__doc__)
    given = filled(parser, "tracks", many_tracks.make)
    if not given.fill:
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(measure(given.tracks, Path(folder))))


def measure(tracks: int, folder: Path) -> dict[str, Any]:
    """What is told of it, by what was done."""
    as_it_is, changed, new = folder / "tracks.csv", folder / "changed.csv", folder / "artists.csv"
    told: dict[str, Any] = {}

    def step(name: str, work: Callable[[], int]) -> None:
        statements = 0

        def count(execute: Any, *call: Any) -> Any:
            nonlocal statements
            statements += 1
            return execute(*call)

        began = time.perf_counter()
        with connection.execute_wrapper(count):
            rows = work()
        seconds = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
        told[name] = {"seconds": seconds, "rows": rows, "statements": statements, "memory_mb": memory}  # fmt: skip
        print(f"{name}: {told[name]}", file=sys.stderr)

    step("export", lambda: _written(as_it_is))
    step("import, nothing changed", lambda: _taken(as_it_is).rows)
    number = int(time.time()) % 100  # other tempos than the run before has left
    _with_tempo(as_it_is, changed, number)
    step("dry run, every row changed", lambda: _taken(changed, dry_run=True).changed)
    step("import, every row changed", lambda: _taken(changed).changed)
    first = Artist.objects.order_by("-pk").values_list("pk", flat=True)[0]
    _artists(new, tracks, first)
    step("import of new artists", lambda: _taken(new, kind="artists").new)
    return told


def _written(path: Path) -> int:
    with path.open("wb") as file:
        rows = 0
        for line in csv_written(KINDS["tracks"], by=None):
            file.write(line)
            rows += 1
    return rows - 1


def _taken(path: Path, *, kind: str = "tracks", dry_run: bool = False) -> Report:
    with path.open("rb") as file:
        report = exchange_run(
            file=file, kind=kind, options=Options(by=None), dry_run=dry_run, told=lambda _: None
        )
    assert report.is_clean, report.shown[:3]
    return report


def _with_tempo(path: Path, changed: Path, number: int) -> None:
    with (
        path.open(newline="", encoding="utf-8-sig") as file,
        changed.open("w", newline="") as other,
    ):
        rows = csv.DictReader(file)
        writer = csv.DictWriter(other, ["id", "bpm"])
        writer.writeheader()
        writer.writerows(
            {"id": row["id"], "bpm": 60 + (place + number) % 120} for place, row in enumerate(rows)
        )


def _artists(path: Path, count: int, first: int) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "sort_name"])
        writer.writerows((f"Newcomer {first + n}", f"{first + n}, Newcomer") for n in range(count))


if __name__ == "__main__":
    main()
