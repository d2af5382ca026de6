"""Where events go: a folder of compressed JSON lines for now; others (Parquet, Firehose) have the same face."""

import gzip
import json
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Protocol, TypedDict


class Event(TypedDict):
    """An event as it leaves the site. `id` is what repeats are told by; `at` is ISO 8601 in UTC."""

    id: str
    name: str
    at: str
    data: dict[str, object]


class Sink(Protocol):
    """Takes events away for good."""

    def write(self, events: Sequence[Event]) -> None:
        """Return only when the events would survive a power cut; raise otherwise, and get them again."""
        ...


class FolderSink:
    """`<folder>/date=2026-11-21/<first id>-<last id>.jsonl.gz`: one event a line, ASCII, by the day it happened (UTC).

    A reader never sees half a file: it is written beside, synced and renamed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, events: Sequence[Event]) -> None:
        by_day = sorted(events, key=_day)
        for day, group in groupby(by_day, _day):
            self._write(self.folder / f"date={day}", list(group))

    def _write(self, folder: Path, events: Sequence[Event]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{events[0]['id']}-{events[-1]['id']}.jsonl.gz"
        beside = folder / f".{path.name}.{os.getpid()}.part"
        try:
            with beside.open("wb") as file:
                lines = "".join(json.dumps(event) + "\n" for event in events)
                file.write(gzip.compress(lines.encode(), 6, mtime=0))
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        _sync(folder)


def _day(event: Event) -> str:
    return event["at"][:10]


def _sync(folder: Path) -> None:
    """Make a rename in the folder last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def utc(moment: datetime) -> str:
    """`2026-11-21T12:00:00.000000Z`, of one length, so that text sorts by time."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
