"""The backend of `django.tasks`: django-tasks-db's rows, with unique jobs and a bell that wakes the workers."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils.json import normalize_json
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from common.jobs.bell import ring
from common.jobs.models import JobRow, WaitingKey
from common.jobs.task import Job
from common.trace import carried


class JobBackend(DatabaseBackend):
    """Commits a job with the caller's rows and rings once they are committed."""

    task_class = Job

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> JobRow:
        row: JobRow = DBTaskResult.objects.create(
            id=self._get_id(),
            args_kwargs=_call(args, kwargs),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after,
            backend_name=self.alias,
        )
        return row

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        key = task.unique_key(args, kwargs)
        with transaction.atomic():
            result: Any = (
                self._enqueue_once(key, task, args, kwargs)
                if key
                else super().enqueue(task, args, kwargs)
            )
            transaction.on_commit(partial(ring, task.queue_name), robust=True)
        return result

    def _enqueue_once(self, key: str, task: Job, args: Any, kwargs: Any) -> Any:
        """The waiting job of this key, or a new one."""
        waiting = DBTaskResult.objects.filter(pk=_locked_job(key)).first()
        if waiting is not None:
            return waiting.task_result
        result: Any = super().enqueue(task, args, kwargs)
        WaitingKey.objects.create(key=key, job_id=result.db_result.pk)
        return result


def _call(args: Any, kwargs: Any) -> Any:
    """What a row keeps of the call, and of who asked for it: a worker that does not know `trace` passes it over."""
    call = {"args": list(args), "kwargs": kwargs}
    return normalize_json(call | {"trace": trace} if (trace := carried()) else call)


def _locked_job(key: str) -> Any:
    """The id of the job that waits under this key, held back until the caller commits; None if there is none.

    A worker deletes the key's row before it starts the job, and that waits for this lock: so the job can't start
    between our finding it and our commit, and miss what we changed. The lock is shared (which Django has no word for),
    so that callers never wait for each other. SQLite has one writer at a time and needs none.
    """
    row = WaitingKey.objects.filter(key=key).order_by("pk").first()
    if row is None or connection.vendor != "mysql":
        return row and row.job_id
    # By its id, not by its key: a locking read by key would wait for what others insert, and deadlock with them.
    found = WaitingKey.objects.raw(
        f"SELECT id, job_id FROM {WaitingKey._meta.db_table} WHERE id = %s LOCK IN SHARE MODE",  # noqa: S608
        [row.pk],
    )
    return next((row.job_id for row in found), None)


def enqueue_many(task: Job, calls: Sequence[Sequence[Any]], *, at_once: int = 500) -> int:
    """Enqueue one job for each list of arguments, in few statements. Not for unique jobs. Returns their number."""
    assert not task.unique, "a unique job is enqueued by itself"
    rows: list[JobRow] = [
        DBTaskResult(
            args_kwargs=_call(args, {}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            backend_name=task.backend,
            run_after=get_date_max(),
        )
        for args in calls
    ]
    with transaction.atomic():
        DBTaskResult.objects.bulk_create(rows, batch_size=at_once)
        transaction.on_commit(partial(ring, task.queue_name, len(rows)), robust=True)
    return len(rows)
