"""What the dashboard asks on each view: bounded queries, and the disk."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.tasks import TaskResultStatus as Status

from common import health
from common.jobs.models import AnyJob, FailedJob
from common.jobs.task import HEAVY, QUICK
from common.worklist import counted
from search.models import Pending

SHOWN, WHY_LENGTH = 5, 160
LATE = timedelta(seconds=30)
"""A search index that is behind by more is told as a fault."""
TIGHT = 0.1
"""The part of the disk below which what is left is told as a fault."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed for good; `why` is the last line of its traceback."""

    pk: Any
    name: str
    finished_at: datetime | None
    why: str


@dataclass(slots=True)
class Live:
    """Now: jobs by queue as (name, waiting), failed ones, the index's lag in seconds, the disk in bytes."""

    waiting: list[tuple[str, int]] = field(default_factory=list)
    running: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    workers: str = ""
    pending: int = 0
    lag: float = 0.0
    disk_free: int = 0
    disk_total: int = 0

    @property
    def is_late(self) -> bool:
        return self.lag > LATE.total_seconds()

    @property
    def is_tight(self) -> bool:
        return self.disk_free < TIGHT * self.disk_total

    @property
    def disk_used(self) -> int:
        return self.disk_total - self.disk_free


def live(*, at: datetime) -> Live:
    """Eight queries, none of which reads more than a thousand rows."""
    jobs = AnyJob.objects.all()
    failed = FailedJob.objects.filter(status=Status.FAILED)
    oldest = Pending.objects.order_by("pk").values_list("marked_at", flat=True).first()
    disk = shutil.disk_usage(settings.DATA_DIR)
    return Live(
        waiting=[
            (queue, counted(jobs.filter(status=Status.READY, queue_name=queue)))
            for queue in (QUICK, HEAVY)
        ],
        running=counted(jobs.filter(status=Status.RUNNING)),
        failed=counted(failed),
        failures=[_why(job) for job in failed.order_by("-finished_at", "pk")[:SHOWN]],
        workers=health.queue(),
        pending=counted(Pending.objects.all()),
        lag=max((at - oldest).total_seconds(), 0.0) if oldest else 0.0,
        disk_free=disk.free,
        disk_total=disk.total,
    )


def _why(job: Any) -> Failure:
    last = (job.traceback.strip().splitlines() or [""])[-1]
    return Failure(job.pk, job.task_path.rsplit(".", 1)[-1], job.finished_at, last[:WHY_LENGTH])
