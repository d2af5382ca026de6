"""Workers that sleep are woken by CloudWatch: how many jobs there are to do, told as it happens (`WAKE_WORKERS`).

Whoever commits jobs says so at once, on standard error beside the log's own lines; a worker that is awake says what it
has now or soon. Once that has been 0 for minutes, or nothing at all, CloudWatch lets it sleep (infra/modules/service).
"""

import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TextIO

from common.jobs import bell
from musicsite.observability.cloudwatch import metric_line

METRIC = "jobs_to_do"
EVERY = 20.0
"""Seconds between two lines of a process about a queue: what is committed between is told with the next. Much less than
what it takes a worker to be put to sleep, so that one that is awake needs no line."""


class Waking:
    """What this process tells. `out` answers where to, `clock` in seconds."""

    def __init__(self, out: Callable[[], TextIO], *, clock: Callable[[], float]) -> None:
        self._out, self._clock, self._lock = out, clock, threading.Lock()
        self._untold: dict[str, int] = defaultdict(int)
        self._next: dict[tuple[str, str], float] = {}

    def committed(self, *, queue: str, jobs: int, **_: Any) -> None:
        """So many jobs have come."""
        with self._lock:
            self._untold[queue] += jobs
            if not self._may_tell("committed", queue):
                return
            count = self._untold.pop(queue)
        self._tell(queue, count)

    def looked(self, *, queue: str, jobs: int, **_: Any) -> None:
        """A worker has so many."""
        with self._lock:
            if not self._may_tell("looked", queue):
                return
        self._tell(queue, jobs)

    def _may_tell(self, what: str, queue: str) -> bool:
        at, key = self._clock(), (what, queue)
        if at < self._next.get(key, 0.0):
            return False
        self._next[key] = at + EVERY
        return True

    def _tell(self, queue: str, count: int) -> None:
        line = metric_line({METRIC: count}, (("queue", queue),), time.time())
        # In one piece: other threads write lines too.
        self._out().write(json.dumps(line, separators=(",", ":")) + "\n")


_waking = Waking(lambda: sys.stderr, clock=time.monotonic)


def connect() -> None:
    bell.committed.connect(_waking.committed, dispatch_uid="musicsite.waking")
    bell.looked.connect(_waking.looked, dispatch_uid="musicsite.waking")
