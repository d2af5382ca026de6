"""The embedded lake over time: small files made one, old days let go. Behind Firehose the bucket's rules do that."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now

from insights.sinks import lake_folder, parquet


@dataclass(frozen=True, slots=True)
class Compacted:
    """What compacting found: days of a kind, their files, and lines that said something once more."""

    partitions: int
    files: int
    doubles: int


@dataclass(frozen=True, slots=True)
class Held:
    """What the lake holds of a kind."""

    kind: str
    days: int
    files: int
    bytes: int
    first: str
    last: str


def lake_compact(*, at: datetime | None = None, dry_run: bool = False) -> Compacted:
    """Make the files of each day that is over one, with one line for each id. Safe to repeat, and to kill."""
    folder = lake_folder()
    if not folder.is_dir():
        return Compacted(0, 0, 0)
    today = (at or now()).astimezone(UTC).date().isoformat()
    flags = ["--dry-run"] if dry_run else []
    return Compacted(*parquet("compact", str(folder), today, *flags))


def lake_sweep(*, at: datetime | None = None) -> int:
    """Delete days older than EVENTS_KEEP_DAYS (0: none); how many."""
    if not settings.EVENTS_KEEP_DAYS:
        return 0
    first = (at or now()).astimezone(UTC).date() - timedelta(days=settings.EVENTS_KEEP_DAYS)
    old = [day for day in _days() if day.name.removeprefix("date=") < first.isoformat()]
    for day in old:
        shutil.rmtree(day)
    return len(old)


def lake_held() -> list[Held]:
    """The lake, kind by kind."""
    found = []
    for kind in sorted(lake_folder().glob("kind=*")):
        days = sorted(kind.glob("date=*"))
        files = [file for day in days for file in day.glob("*.parquet")]
        if files:
            names = [day.name.removeprefix("date=") for day in days]
            size = sum(file.stat().st_size for file in files)
            of = kind.name.removeprefix("kind=")
            found.append(Held(of, len(days), len(files), size, names[0], names[-1]))
    return found


def _days() -> list[Path]:
    return sorted(lake_folder().glob("kind=*/date=*"))
