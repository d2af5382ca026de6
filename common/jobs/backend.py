"""The backend of `django.tasks`: django-tasks-db's rows, with unique jobs and a bell that wakes the workers."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.json import normalize_json
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from common.jobs.models import JobRow, WaitingKey
from common.jobs.task import Job
from common.live import publish


def bell(queue: str) -> str:
    """The name of the signal that a queue has something to do (`common.live`)."""
    return f"jobs:{queue}"


class JobBackend(DatabaseBackend):
    """Commits a job with the caller's rows and rings once they are committed."""

    task_class = Job

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        key = task.unique_key(args, kwargs)
        with transaction.atomic():
            result: Any = (
                self._enqueue_once(key, task, args, kwargs)
                if key
                else super().enqueue(task, args, kwargs)
            )
            transaction.on_commit(partial(publish, bell(task.queue_name)), robust=True)
        return result

    def _enqueue_once(self, key: str, task: Job, args: Any, kwargs: Any) -> Any:
        """The waiting job of this key, or a new one.

        The key's row is locked until the caller commits, and a worker deletes it before it starts the job: so
        it can't start between our finding it and our commit, and miss what we changed.
        """
        while True:
            waiting = WaitingKey.objects.select_for_update().filter(key=key).first()
            if waiting is not None:
                return DBTaskResult.objects.get(pk=waiting.job_id).task_result
            try:
                with transaction.atomic():
                    result: Any = super().enqueue(task, args, kwargs)
                    WaitingKey.objects.create(key=key, job_id=result.db_result.pk)
            except IntegrityError:
                continue  # somebody else was first; theirs is found next, unless it has started already
            return result


def enqueue_many(task: Job, calls: Sequence[Sequence[Any]], *, at_once: int = 500) -> int:
    """Enqueue one job for each list of arguments, in few statements. Not for unique jobs. Returns their number."""
    assert not task.unique, "a unique job is enqueued by itself"
    rows: list[JobRow] = [
        DBTaskResult(
            args_kwargs=normalize_json({"args": list(args), "kwargs": {}}),
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
        transaction.on_commit(partial(publish, bell(task.queue_name)), robust=True)
    return len(rows)
