"""One import of a library at a time: the lease that a running scan holds.

A row's unique constraint is the lock, so that it holds on every database and on every machine. It is taken over
from a process that is gone (told by its id and start time, on the same machine) or silent for minutes.
"""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from catalog.models import Library
from common.errors import Conflict
from streaming.models import Scan

SILENT = timedelta(minutes=5)


def this_process() -> str:
    """A name for this process that no later one has: host, id, start time."""
    return _process(socket.gethostname(), os.getpid())


def _process(host: str, pid: int) -> str:
    return f"{host[:80]}:{pid}:{_started(pid)}"


def _started(pid: int) -> str:
    """When a process started, in clock ticks since boot, where the system tells (field 22 of proc(5)'s stat)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _is_gone(holder: str) -> bool:
    """The holder was on this machine, and is there no more. (A thread of this very process is not gone.)"""
    host, _, rest = holder.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname()[:80] or not rest.isdecimal():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return _process(host, int(rest)) != holder


def scan_begin(*, library: Library, scan: Scan | None = None, at: datetime | None = None) -> Scan:
    """Start a scan, and be the only one of this library. Raises Conflict when another runs."""
    at = at or now()
    other = Scan.objects.filter(library=library, is_running=1).first()
    if other is not None:
        stale = other.beat_at is None or at - other.beat_at > SILENT
        if not stale and not _is_gone(other.holder):
            raise Conflict(f"“{library}” is being imported already: wait until that is done.")
        Scan.objects.filter(pk=other.pk, is_running=1, holder=other.holder).update(
            is_running=None, state=Scan.State.FAILED, ended_at=at, error="It was interrupted."
        )
    scan = scan or Scan(library=library)
    scan.state, scan.is_running, scan.holder = Scan.State.RUNNING, 1, this_process()
    scan.started_at = scan.beat_at = at
    scan.ended_at, scan.error = None, ""
    try:
        with transaction.atomic():
            scan.save()
    except IntegrityError:
        raise Conflict(f"“{library}” is being imported already: wait until that is done.") from None
    return scan


def scan_beat(*, scan: Scan, **counts: int | None) -> None:
    """Tell that the scan lives, and how far it is. Raises Conflict when it was taken over."""
    mine = Scan.objects.filter(pk=scan.pk, is_running=1, holder=scan.holder)
    if not mine.update(beat_at=now(), **counts):
        raise Conflict("Another import of this library has taken over.")


def scan_end(*, scan: Scan, error: str = "", **counts: int | None) -> None:
    """End the scan and give its lease back."""
    state = Scan.State.FAILED if error else Scan.State.DONE
    Scan.objects.filter(pk=scan.pk, holder=scan.holder, is_running=1).update(
        is_running=None, state=state, ended_at=now(), error=error, **counts
    )
