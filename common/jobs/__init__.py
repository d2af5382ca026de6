"""Background jobs: functions that run later in a worker, committed with the rows that ask for them.

    @job(queue="quick", retries=5, unique=True)
    def artwork_process(artwork_id: int) -> None: ...

    artwork_process.enqueue(artwork.pk)      # in the transaction that made the row

The rows are django-tasks-db's. What it lacks is here: wake-ups (`backend`), retry with back-off and a reaper
(`queue`), the loop (`worker`), runs by the clock (`schedule`). Every job must be safe to run twice.
"""

from common.jobs.task import GiveUp, Job, job

__all__ = ["GiveUp", "Job", "job"]
