"""Jobs as they are counted: by how their attempts end, told by Django's own signal."""

from typing import Any

from django.tasks.signals import task_finished
from django.utils.timezone import now


def connect() -> None:
    task_finished.connect(_finished, dispatch_uid="musicsite.observability")


def _finished(sender: Any, task_result: Any, **_: Any) -> None:
    # Most commands run no job, and need not load what counts.
    from musicsite.observability.counting import job_done  # noqa: PLC0415

    job_done(
        task_result.task.module_path,
        queue=task_result.task.queue_name,
        outcome=_outcome(task_result),
        seconds=max(0.0, (now() - task_result.started_at).total_seconds()),
    )


def _outcome(task_result: Any) -> str:
    """`successful`, `failed` (for good), or `again` (put back, for its next attempt)."""
    status = str(task_result.status).lower()
    return status if status in {"successful", "failed"} else "again"
