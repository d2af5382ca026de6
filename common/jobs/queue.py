"""The life of a job's row: claimed, done, tried again, handed back, reaped.

Every step is a conditional UPDATE whose row count tells whether it was ours to take: the same on SQLite and
MySQL, and right when a worker that was thought dead comes back. `started_at` is the token of a claim.
An attempt is a name in `worker_ids`; back-off is `run_after`.
"""

import logging
import os
import random
import socket
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from traceback import format_exception
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.tasks import TaskResultStatus as Status
from django.utils.json import normalize_json
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult, get_date_max

from common.jobs.bell import ring
from common.jobs.models import JobRow, WaitingKey, Worker
from common.jobs.task import RETRIES, GiveUp, Job

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""A worker not seen for this long is dead."""

FIRST_DELAY, LONGEST_DELAY = 10.0, 3600.0
"""Seconds before the second attempt, and at most; doubled for each attempt between."""


class WorkerDied(Exception):
    """What a job's row says when its worker was killed."""


def back_off(attempts: int, *, jitter: float | None = None) -> timedelta:
    """How long to wait after `attempts` failures: 10 s × 2ⁿ⁻¹ up to an hour, times 0.5–1.5 so that many spread."""
    seconds = min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
    return timedelta(seconds=seconds * (0.5 + (random.random() if jitter is None else jitter)))


def place() -> str:
    """Where a process id of ours means something: this boot and process namespace, or this host."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return socket.gethostname()[:120]


def claim(queue: str, worker: str, *, at: datetime | None = None) -> JobRow | None:
    """Take the next job that is due, or None. Only one of several workers gets it."""
    due = DBTaskResult.objects.ready().filter(queue_name=queue, backend_name="default")
    for job in due[:5]:
        started_at = at or now()
        worker_ids = [*job.worker_ids, worker]
        with transaction.atomic():
            # The key goes first: this waits for whoever found it and has not committed yet.
            WaitingKey.objects.filter(job_id=job.pk).delete()
            taken = DBTaskResult.objects.filter(pk=job.pk, status=Status.READY).update(
                status=Status.RUNNING, started_at=started_at, worker_ids=worker_ids
            )
        if taken:
            job.status, job.started_at, job.worker_ids = Status.RUNNING, started_at, worker_ids
            return job
    return None


def next_due(queue: str) -> datetime | None:
    """When the first postponed job of a queue is due."""
    rows = DBTaskResult.objects.filter(status=Status.READY, queue_name=queue)
    postponed = rows.filter(run_after__lt=get_date_max()).order_by("run_after")
    return postponed.values_list("run_after", flat=True).first()


def ring_for_due() -> None:
    """Ring again for what is due and waits: it may have become so, or been asked for, while nobody listened."""
    due = DBTaskResult.objects.ready().order_by().values_list("queue_name")
    for name, jobs in due.annotate(count=Count("pk")):
        ring(name, jobs)


def _update(job: JobRow, **values: Any) -> bool:
    """Change a job that is still ours."""
    mine = DBTaskResult.objects.filter(pk=job.pk, status=Status.RUNNING, started_at=job.started_at)
    taken = bool(mine.update(**values))
    if taken:
        for name, value in values.items():
            setattr(job, name, value)
    return taken


def succeed(job: JobRow, value: Any) -> bool:
    """Record the result, which must be JSON (TypeError otherwise). False if the job is not ours any more."""
    return _update(
        job,
        status=Status.SUCCESSFUL,
        finished_at=now(),
        return_value=normalize_json(value),
        exception_class_path="",
        traceback="",
    )


def fail(job: JobRow, error: BaseException, *, at: datetime | None = None) -> bool:
    """Put the job back for its next attempt, or with the dead letters. False if it is not ours any more."""
    task = _task(job)
    retries = task.retries if isinstance(task, Job) else RETRIES
    attempts = len(job.worker_ids)
    what = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if isinstance(error, GiveUp) or task is None or attempts > retries:
        is_dead = _update(job, status=Status.FAILED, finished_at=at or now(), **what)
        if is_dead and isinstance(task, Job) and task.when_dead is not None:
            _tell_dead(job, task.when_dead)
        return is_dead
    run_after = (at or now()) + back_off(attempts)
    return _wait_again(job, task, run_after=run_after, **what)


def _tell_dead(job: JobRow, when_dead: Callable[..., object]) -> None:
    call = job.args_kwargs
    try:
        when_dead(*call["args"], **call["kwargs"])
    except Exception:  # it is the last word about something that failed already
        logger.exception("Nobody could be told that the job %s has failed for good", job.pk)


def release(job: JobRow) -> bool:
    """Hand back a job that was interrupted through no fault of its own: the attempt does not count."""
    task = _task(job)
    values = {"worker_ids": job.worker_ids[:-1], "run_after": get_date_max()}
    return _wait_again(job, task, **values)


def _wait_again(job: JobRow, task: Any, **values: Any) -> bool:
    """Back to the queue. If the same unique job waits there already, that one does for both."""
    call = job.args_kwargs
    key = task.unique_key(call["args"], call["kwargs"]) if isinstance(task, Job) else None
    with transaction.atomic():
        if key and WaitingKey.objects.filter(key=key).exists():
            mine = DBTaskResult.objects.filter(
                pk=job.pk, status=Status.RUNNING, started_at=job.started_at
            )
            return bool(mine.delete()[0])
        taken = _update(job, status=Status.READY, **values)
        if taken and key:
            WaitingKey.objects.create(key=key, job_id=job.pk)
        return taken


def _task(job: JobRow) -> Any:
    """The task of a row; None when this version of the site does not have it any more."""
    try:
        return job.task
    except Exception:  # whatever an import of old code may raise
        return None


def beat(worker: str, *, at: datetime | None = None) -> None:
    """Say that a worker is alive."""
    Worker.objects.filter(name=worker).update(seen_at=at or now())


def dead_workers(*, at: datetime) -> set[str]:
    """Workers whose process is gone (seen at once on this machine), or that were not seen for the lease."""
    here = place()
    return {
        worker.name
        for worker in Worker.objects.all()
        if worker.seen_at < at - LEASE or (worker.place == here and not _alive(worker.pid))
    }


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def reap(*, at: datetime | None = None) -> int:
    """Put back the jobs of dead workers, each with an attempt counted. Returns how many. Safe to run twice."""
    at = at or now()
    # Jobs before workers: a worker registers before it claims, so none that is new can look dead.
    running = list(DBTaskResult.objects.running())
    dead = dead_workers(at=at)
    living = set(Worker.objects.values_list("name", flat=True)) - dead
    reaped = 0
    for job in running:
        worker = job.worker_ids[-1] if job.worker_ids else ""
        if worker not in living:
            reaped += fail(job, WorkerDied(f"The worker {worker} was killed."), at=at)
    Worker.objects.filter(name__in=dead).delete()
    return reaped


def jobs_retry(ids: Iterable[Any]) -> int:
    """Give dead letters a new set of attempts. Returns how many."""
    dead = DBTaskResult.objects.filter(pk__in=list(ids), status=Status.FAILED)
    with transaction.atomic():
        for name in dead.values_list("queue_name", flat=True).distinct():
            transaction.on_commit(partial(ring, name), robust=True)
        return dead.update(
            status=Status.READY, worker_ids=[], run_after=get_date_max(), finished_at=None
        )


def purge(*, at: datetime, done: timedelta, dead: timedelta) -> int:
    """Delete rows of jobs done before `at - done` and of dead letters before `at - dead`."""
    old = DBTaskResult.objects.filter(
        status=Status.SUCCESSFUL, finished_at__lt=at - done
    ) | DBTaskResult.objects.filter(status=Status.FAILED, finished_at__lt=at - dead)
    return old.delete()[0]
