"""What django-tasks-db's own table lacks: keys of waiting jobs, living workers, the clock's rows."""

from typing import Any, ClassVar

from django.db import models
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

type JobRow = DBTaskResult[..., Any]


class WaitingKey(models.Model):
    """The key of a unique job that has not started: its row is what makes a second call the same job.

    Not unique in the database: two transactions that insert the same two keys in different orders would deadlock, and
    a job too many does no harm.
    """

    key = models.CharField(max_length=64, db_index=True)
    job = models.OneToOneField(DBTaskResult, models.CASCADE, related_name="waiting_key")

    def __str__(self) -> str:
        return self.key


class Worker(models.Model):
    """A worker process that was alive at `seen_at`; its jobs go back to the queue when it is not any more.

    `place` says where `pid` means something: the boot and the process namespace (Linux), or the host.
    """

    name = models.CharField(max_length=64, unique=True)
    queue = models.CharField(max_length=32)
    place = models.CharField(max_length=120)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=now)
    seen_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return self.name


class ScheduledRun(models.Model):
    """When something of the clock's is due next. Whoever moves `due_at` on, by a conditional UPDATE, enqueues it."""

    name = models.CharField(max_length=100, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.due_at:%F %T}"


class FailedJob(DBTaskResult):  # type: ignore[type-arg]  # generic in the stubs alone
    """The dead letters: jobs that failed on their last attempt."""

    class Meta:
        proxy = True
        verbose_name = "failed job"
        default_permissions: ClassVar = ("change", "delete", "view")


class AnyJob(DBTaskResult):  # type: ignore[type-arg]  # generic in the stubs alone
    """Every job that is kept, as the admin shows it."""

    class Meta:
        proxy = True
        verbose_name = "job"
        default_permissions: ClassVar = ("view",)
