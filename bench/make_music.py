"""Make a large library of short tagged files in seconds, for benchmarks of the import.

    python -m bench.make_music DIR --count 10000 --seed 1

Nine files in ten are MP3, the rest FLAC, Opus and M4A. Artists, albums and tracks are as in a
real collection: two-disc albums, compilations, several artists a track, years, genres, ISRCs,
lyrics now and then, covers embedded in some albums and beside the files of others. Every file's
audio is its own. It is made by putting frames of a few encoded clips in a new order, not by
encoding: a frame of MP3 without bit reservoir, a packet of Opus and a sample of AAC stand by
themselves, and a FLAC subframe can carry any samples verbatim (RFC 9639).
The same count and seed give the same bytes.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.music_files import Clips, write_file
from bench.music_names import Record, collection

FORMATS = ("mp3",) * 45 + ("flac",) * 3 + ("opus",) + ("m4a",)
"""Formats are dealt by album, in these proportions."""


@dataclass(frozen=True)
class Batch:
    """Albums that one process writes."""

    folder: Path
    seed: int
    records: tuple[Record, ...]


def make(folder: Path, count: int, *, seed: int = 1, jobs: int | None = None) -> Counter[str]:
    """Write ``count`` files under ``folder``; returns how many of each suffix, covers included."""
    batches = list(_batches(folder, count, seed))
    total: Counter[str] = Counter()
    workers = min(jobs or os.cpu_count() or 1, len(batches))
    work = partial(_write, clips=Clips.made(seed))
    if workers <= 1:
        for batch in batches:
            total += work(batch)
        return total
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        for made in pool.imap_unordered(work, batches):
            total += made
    return total


def _batches(folder: Path, count: int, seed: int) -> Iterator[Batch]:
    records: list[Record] = []
    size = 0
    for record in collection(count, seed, FORMATS):
        records.append(record)
        size += len(record.tracks)
        if size >= 1_000:
            yield Batch(folder, seed, tuple(records))
            records, size = [], 0
    if records:
        yield Batch(folder, seed, tuple(records))


def _write(batch: Batch, *, clips: Clips) -> Counter[str]:
    made: Counter[str] = Counter()
    for record in batch.records:
        chance = random.Random(f"{batch.seed}-{record.number}")
        place = batch.folder / record.folder
        for name in {track.path.rpartition("/")[0] for track in record.tracks}:
            (place / name).mkdir(parents=True, exist_ok=True)
        image = clips.covers[record.number % len(clips.covers)]
        if record.cover == "beside":
            # A few bytes of its own after the end of the image: no two covers are the same file.
            (place / "cover.jpg").write_bytes(image + b"%d" % record.number)
            made["cover.jpg"] += 1
        embedded = image + b"%d" % record.number if record.cover == "embedded" else None
        for track in record.tracks:
            write_file(place / track.path, record, track, clips, chance, embedded)
            made[track.path.rpartition(".")[2]] += 1
    return made


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--count", type=int, default=10_000, help="files to make, up to 200000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, help="processes (default: all cores)")
    given = parser.parse_args()
    if not 1 <= given.count <= 200_000:
        parser.error("--count is from 1 to 200000")
    began = time.perf_counter()
    made = make(given.folder, given.count, seed=given.seed, jobs=given.jobs)
    took = time.perf_counter() - began
    kinds = ", ".join(f"{number} {name}" for name, number in sorted(made.items()))
    print(f"{given.count} files in {took:.1f} s ({given.count / took:.0f}/s): {kinds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
