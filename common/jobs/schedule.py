"""Runs by the clock: every so often a job is enqueued, once, however many schedulers there are.

Rooms register theirs in `AppConfig.ready()`:

    schedule.every("insights.flush", outbox_flush, minutes=1)

A run's time is a row (`ScheduledRun.due_at`), so a machine that was off runs what it missed once. Whoever moves
the row on by a conditional UPDATE enqueues the job in the same transaction; nothing is run here.
"""

import hashlib
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.utils.timezone import now

from common.jobs.models import ScheduledRun
from common.jobs.stopping import Stop, StopSignal
from common.jobs.task import Job
from common.registry import Registry

logger = logging.getLogger(__name__)

LONGEST_SLEEP, OUTAGE_SLEEP = 60.0, 5.0


@dataclass(frozen=True, slots=True)
class Schedule:
    """A job without arguments, and how often it runs."""

    job: Job
    every: timedelta


schedules: Registry[Schedule] = Registry("schedule")


def every(name: str, job: Job, *, minutes: float = 0, hours: float = 0) -> None:
    """Run `job` every so often. It must be unique, so that runs do not pile up while no worker lives."""
    if not job.unique:
        raise ValueError(f"the scheduled job {name!r} must be unique=True")
    schedules.add(name, Schedule(job, timedelta(minutes=minutes, hours=hours)))


def slot_after(name: str, interval: timedelta, at: datetime) -> datetime:
    """The first time of the raster after `at`. The raster's offset comes from the name, so that runs spread."""
    step = interval.total_seconds()
    offset = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4]) % step
    return datetime.fromtimestamp(((at.timestamp() - offset) // step + 1) * step + offset, UTC)


def tick(*, at: datetime) -> datetime | None:
    """Enqueue what is due at `at`; returns when the next is due. Safe to call from several processes at once."""
    due_at = dict(ScheduledRun.objects.values_list("name", "due_at"))
    missing = [
        ScheduledRun(name=name, due_at=slot_after(name, schedule.every, at))
        for name, schedule in schedules.items()
        if name not in due_at
    ]
    if missing:
        ScheduledRun.objects.bulk_create(missing, ignore_conflicts=True)
        due_at |= {run.name: run.due_at for run in missing}
    nexts = [_run(name, schedule, due_at[name], at) for name, schedule in schedules.items()]
    return min(nexts, default=None)


def _run(name: str, schedule: Schedule, due_at: datetime, at: datetime) -> datetime:
    """Enqueue one if it is due and nobody else did; returns when it is due next."""
    following = slot_after(name, schedule.every, at)
    # Further away than one interval: the interval was shortened since the row was written.
    if at < due_at <= following:
        return due_at
    with transaction.atomic():
        mine = ScheduledRun.objects.filter(name=name, due_at=due_at).update(due_at=following)
        if mine and due_at <= at:
            schedule.job.enqueue()
    return following


def run_scheduler() -> None:
    """Enqueue jobs by the clock until a signal asks to stop. In the main thread of a process of its own."""
    stop = StopSignal()
    stop.catch()
    try:
        while not stop.asked:
            close_old_connections()
            try:
                following = tick(at=now())
                pause = (following - now()).total_seconds() if following else LONGEST_SLEEP
            except (DatabaseError, InterfaceError):
                logger.warning("The database does not answer; trying again.", exc_info=True)
                connection.close()
                pause = OUTAGE_SLEEP
            # Never longer than a minute at once: the clock of a laptop jumps when it wakes.
            stop.wait(time.sleep, min(max(pause, 0.05), LONGEST_SLEEP))
    except Stop:
        pass
