"""The job's side of bringing a past along."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.timezone import now

from common.errors import DomainError
from common.storage import storage_delete
from playlists.models import ListeningImport
from playlists.past.report import Report
from playlists.past.sheet import PLAYLIST, sheet_take
from playlists.past.take import past_take

GIVEN_UP = timedelta(hours=6)
EVERY = 1.0
"""Seconds between two words on how far it is."""
State = ListeningImport.State


def listening_import_run(*, row: ListeningImport, at: datetime) -> None:
    """Take the file in, then say so. Run again after its worker was killed, it goes through the file once more."""
    if row.is_ended:
        return
    mine = ListeningImport.objects.filter(pk=row.pk)
    mine.update(state=State.RUNNING, told_at=at, stage="read", progress=0, total=0)
    try:
        with _local(row.place) as path:
            report = _taken(row, path, at)
    except (DomainError, FileNotFoundError) as error:
        # Nothing that trying again would change.
        said = str(error) if isinstance(error, DomainError) else "The file is gone."
        mine.update(state=State.FAILED, error=said[:500], told_at=now())
    else:
        mine.update(
            state=State.DONE,
            source=report.source,
            report=report.as_json(),
            missing=[asdict(one) for one in report.missing],
            told_at=now(),
        )
    # After the row: a file whose row says that it is done is taken by nobody, a row without its file by a job again.
    storage_delete([row.place])


def _taken(row: ListeningImport, path: Path, at: datetime) -> Report:
    if row.source == PLAYLIST:
        return sheet_take(row=row, path=path, progress=_Telling(row.pk))
    return past_take(
        user=row.user,
        path=path,
        source=row.source,
        who=row.navidrome_user,
        dry_run=row.is_dry_run,
        at=at,
        progress=_Telling(row.pk),
    )


def listening_imports_fail_still(*, at: datetime) -> int:
    """Give up on imports that have said nothing for hours: their jobs died each time. How many."""
    ended = (State.DONE, State.FAILED)
    still = ListeningImport.objects.exclude(state__in=ended).filter(told_at__lt=at - GIVEN_UP)
    count = 0
    for row in still.select_related("user"):
        count += listening_import_fail(row=row, at=at)
    return count


def listening_import_fail(*, row: ListeningImport, at: datetime) -> int:
    """End one whose job will not run again, unless it has ended; whether it did so now."""
    ended = (State.DONE, State.FAILED)
    storage_delete([row.place])
    going_on = ListeningImport.objects.filter(pk=row.pk).exclude(state__in=ended)
    return going_on.update(
        state=State.FAILED, error="It was interrupted each time. Try again.", told_at=at
    )


class _Telling:
    """Writes down how far it is, now and then."""

    def __init__(self, pk: int) -> None:
        self.pk, self.told = pk, monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        if monotonic() - self.told >= EVERY:
            self.told = monotonic()
            ListeningImport.objects.filter(pk=self.pk).update(
                stage=stage, progress=done, total=total, told_at=now()
            )


@contextmanager
def _local(key: str) -> Iterator[Path]:
    """What is stored, as a file of this machine: SQLite and ZIPs are read at any place."""
    if isinstance(default_storage, FileSystemStorage):
        yield Path(default_storage.path(key))
        return
    with tempfile.NamedTemporaryFile() as copy:
        with default_storage.open(key) as file:
            for chunk in file.chunks():
                copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
