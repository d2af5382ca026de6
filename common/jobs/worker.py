"""The loop that runs jobs of one queue, one at a time, in this process.

Woken through Valkey; without it, it looks every other second. SIGTERM (or Ctrl-C) lets the current job
finish for `GRACE` seconds, then interrupts it and hands it back; a `kill -9` leaves it to the reaper.
"""

import logging
import os
import signal
import threading
from contextlib import suppress
from math import inf
from types import FrameType
from typing import Any

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.tasks.base import TaskContext
from django.tasks.signals import task_finished, task_started
from django.utils.crypto import get_random_string
from django.utils.timezone import now

from common.jobs import queue as jobs
from common.jobs.bell import bell, looked
from common.jobs.models import JobRow
from common.jobs.models import Worker as WorkerRow
from common.jobs.stopping import Stop, StopSignal
from common.jobs.task import HEAVY, QUICK
from common.live import Listener
from common.logs import request_id
from common.trace import carried_on, job_span

logger = logging.getLogger(__name__)

GRACE = 8.0
"""Seconds a job gets after SIGTERM; the supervisor gives all processes 10."""

WOKEN_POLL, BLIND_POLL = 45.0, 2.0
"""Seconds between looks at the queue with and without a Valkey that wakes us."""

BEAT = 20.0
"""Seconds between signs of life during a job (`queue.LEASE` is several of them)."""

SOON = 600.0
"""Seconds until a postponed job for which a worker stays awake, where it may be put to sleep."""

OUTAGE = (DatabaseError, InterfaceError)


def run_worker(queue: str) -> None:
    """Run jobs of `queue` until a signal asks to stop. To be called in the main thread of a process of its own."""
    Worker(queue).run()


def drain(queue: str | None = None) -> int:
    """Run what is due now, here, and return how many ran: for tests and for commands that wait for their jobs."""
    ran = 0
    for name in [queue] if queue else [QUICK, HEAVY]:
        worker = Worker(name)
        worker.register()
        try:
            while job := jobs.claim(name, worker.name):
                worker.perform(job)
                ran += 1
        finally:
            worker.deregister()
    return ran


class Worker:
    """One worker. `perform` runs one claimed job and records how it ended."""

    def __init__(self, queue: str, *, grace: float = GRACE) -> None:
        self.queue = queue
        self.grace = grace
        self._new_name()
        self._busy = False
        self._over = threading.Event()
        self._stop = StopSignal(self._start_grace)

    def _new_name(self) -> None:
        self.name = f"{self.queue}-{os.getpid()}-{get_random_string(12)}"
        self._registered = False

    # --- The loop -----------------------------------------------------------------------------------

    def run(self) -> None:
        self._stop.catch()
        signal.signal(signal.SIGALRM, self._end_grace)
        listener = Listener(bell(self.queue))
        threading.Thread(target=self._beat, name="beat", daemon=True).start()
        try:
            while not self._stop.asked:
                self._turn(listener)
        except Stop:
            pass
        finally:
            self._over.set()
            listener.close()
            with suppress(*OUTAGE):
                self.deregister()

    def _turn(self, listener: Listener) -> None:
        """Look once: run a job, or wait until there is a reason to look again."""
        close_old_connections()
        try:
            if not self._registered:
                self.register()
                jobs.reap()
            # Listening before looking: what comes between the two still rings.
            listener.connect()
            job = jobs.claim(self.queue, self.name)
            pause = 0.0 if job else self._pause(listener)
            self._seen()
        except OUTAGE:
            logger.warning("The database does not answer; trying again.", exc_info=True)
            connection.close()
            self._registered = False
            job, pause = None, BLIND_POLL
        if job is not None:
            self._looked(1)
            self.perform(job)
        else:
            self._stop.wait(listener.wait, pause)

    def _pause(self, listener: Listener) -> float:
        """Seconds until there is a reason to look again."""
        longest = WOKEN_POLL if listener.connected else BLIND_POLL
        due = jobs.next_due(self.queue)
        seconds = inf if due is None else (due - now()).total_seconds()
        self._looked(int(seconds < SOON))
        return min(longest, max(0.05, seconds))

    def _looked(self, count: int) -> None:
        looked.send_robust(sender=None, queue=self.queue, jobs=count)

    # --- One job ------------------------------------------------------------------------------------

    def perform(self, job: JobRow) -> None:
        """Run a claimed job and record how it ended."""
        with carried_on(job.args_kwargs.get("trace", "")):
            self._perform(job)

    def _perform(self, job: JobRow) -> None:
        token = request_id.set(job.pk.hex)
        self._busy = True
        try:
            value = self._call(job)
            self._busy = False
            jobs.succeed(job, value)
        except Stop:
            self._busy = False
            jobs.release(job)
        except (Exception, SystemExit) as error:
            self._busy = False
            logger.warning("The job %s failed: %r", job.task_path, error)
            self._record_failure(job, error)
        finally:
            self._tell(task_finished, job)
            request_id.reset(token)

    def _record_failure(self, job: JobRow, error: BaseException) -> None:
        try:
            jobs.fail(job, error)
        except OUTAGE:
            # The row says RUNNING by us. Under a new name we leave it to the reaper, which counts the attempt.
            logger.exception("How a job ended could not be recorded; it will be tried again.")
            connection.close()
            self._new_name()

    def _call(self, job: JobRow) -> Any:
        task, call = job.task, job.args_kwargs
        self._tell(task_started, job)
        with job_span(job.task_path, call.get("trace", "")):
            if task.takes_context:
                context: TaskContext[..., Any] = TaskContext(task_result=job.task_result)
                return task.call(context, *call["args"], **call["kwargs"])
            return task.call(*call["args"], **call["kwargs"])

    def _tell(self, moment: Any, job: JobRow) -> None:
        """Django's own signals: they write the log lines."""
        with suppress(Exception):
            moment.send(type(job.task.get_backend()), task_result=job.task_result)

    # --- Signs of life ------------------------------------------------------------------------------

    def register(self) -> None:
        self._seen_at = now()
        WorkerRow.objects.update_or_create(
            name=self.name,
            defaults={
                "queue": self.queue,
                "place": jobs.place(),
                "pid": os.getpid(),
                "seen_at": self._seen_at,
            },
        )
        self._registered = True

    def deregister(self) -> None:
        WorkerRow.objects.filter(name=self.name).delete()

    def _seen(self) -> None:
        if (now() - self._seen_at).total_seconds() >= BEAT:
            self._seen_at = now()
            jobs.beat(self.name)

    def _beat(self) -> None:
        """In a thread of its own: signs of life during a long job."""
        while not self._over.wait(BEAT):
            if self._busy:
                self._looked(1)
                with suppress(*OUTAGE):
                    jobs.beat(self.name)
                connection.close()

    # --- Stopping -----------------------------------------------------------------------------------

    def _start_grace(self) -> None:
        if self._busy:
            signal.setitimer(signal.ITIMER_REAL, self.grace)

    def _end_grace(self, number: int, frame: FrameType | None) -> None:
        if self._busy:
            raise Stop
