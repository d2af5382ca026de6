"""Where events go: Parquet files below DATA_DIR, or a stream of Firehose, by `EVENTS_URL`."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings

from insights.envelope import Line

LONGEST = 300
"""Seconds after which a batch that is not written is given up, and tried again."""


class Sink(Protocol):
    """Takes events away for good."""

    def write(self, lines: Sequence[Line]) -> None:
        """Return only when the events would survive a power cut; raise otherwise, and get them again."""
        ...


class NotTaken(Exception):
    """The sink did not take everything. What it took may come to it again."""


def lake_folder() -> Path:
    """Where the embedded lake lies."""
    return Path(settings.DATA_DIR) / "events"


def sink_of_site() -> Sink:
    """What EVENTS_URL names."""
    if settings.EVENTS_URL:
        return _stream(urlsplit(settings.EVENTS_URL).netloc)
    return ParquetSink(lake_folder())


@cache
def _stream(name: str) -> Sink:
    """One for each process: its client holds connections, and is made in a tenth of a second."""
    # boto3 takes a quarter of a second to load, which a site without a stream does not spend.
    from insights.firehose import FirehoseSink  # noqa: PLC0415

    return FirehoseSink(name)


# Two processes can't speak by one connection.
os.register_at_fork(after_in_child=_stream.cache_clear)


class ParquetSink:
    """A lake in a folder, written by a process of its own (`insights.parquet`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, lines: Sequence[Line]) -> None:
        if lines:
            told = "".join(json.dumps(line) + "\n" for line in lines)
            parquet("write", str(self.folder), told=told)


def parquet(*arguments: str, told: str = "") -> Any:
    """What `python -m insights.parquet` answers. Raises NotTaken with what it said where it fails."""
    done = subprocess.run(  # noqa: S603 - this Python, and a module of ours
        [sys.executable, "-m", "insights.parquet", *arguments],
        input=told, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    if done.returncode:
        raise NotTaken(done.stderr.strip()[-2000:])
    return json.loads(done.stdout)
