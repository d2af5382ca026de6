"""The supervisor's life: start the parts, restart what dies, stop everything within ten seconds."""

import logging
import os
import select
import signal
import time
from collections.abc import Sequence
from contextlib import suppress
from types import FrameType

from musicsite.supervisor.child import PATIENCE, Child
from musicsite.supervisor.lifeline import Lifeline

GRACE = (
    9.0  # seconds for the parts to finish what they do; a job gets 8 of them (`common.jobs.worker`)
)
GRACE_LAST = 0.7  # seconds for what the others used (Valkey: it has nothing to save)
logger = logging.getLogger("musicsite.supervisor")


class Supervisor:
    """Runs the children until SIGTERM, SIGINT or SIGHUP. `private`: descriptors that children must close."""

    def __init__(self, children: Sequence[Child], *, private: frozenset[int] = frozenset()) -> None:
        self.children = children
        self.lifeline = Lifeline()
        self.waker, self.alarm = os.pipe()
        for descriptor in (self.waker, self.alarm):
            os.set_blocking(descriptor, False)
        self.private = private | {self.waker, self.alarm}
        self.asked_to_stop = 0

    def run(self) -> int:
        """The exit code: 0 after a signal, 1 when a vital part could not be kept alive."""
        self._listen()
        try:
            while not self.asked_to_stop:
                self._start_due()
                self._wait(self._until_next_start())
                self._reap()
                if doomed := next((c for c in self.children if c.vital and c.hopeless), None):
                    logger.critical(
                        "%s died %s times in a row just after its start: the site stops; its last words are above.",
                        doomed.name,
                        PATIENCE,
                    )
                    return 1
            return 0
        finally:
            self._stop()

    def _listen(self) -> None:
        signal.set_wakeup_fd(self.alarm, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup's choice stands
                signal.signal(number, self._note)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop += 1

    def _start_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if not child.pid and child.due <= now:
                child.start(self.lifeline, self.private)

    def _until_next_start(self) -> float | None:
        waiting = [child.due for child in self.children if not child.pid]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _wait(self, seconds: float | None) -> None:
        """Sleep until a signal or for so long. A pipe, so that a signal just before the sleep is not lost."""
        select.select([self.waker], [], [], seconds)
        with suppress(BlockingIOError):
            os.read(self.waker, 4096)

    def _reap(self) -> None:
        while any(child.pid for child in self.children):
            # -1: as process 1 of a container it also inherits orphans that are none of its own.
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            child = next((child for child in self.children if child.pid == pid), None)
            if child and self.asked_to_stop:
                child.pid = 0
            elif child:
                child.died(status, time.monotonic())

    def _stop(self) -> None:
        """SIGTERM, then SIGKILL after the grace; a second Ctrl-C skips the grace."""
        patience = self.asked_to_stop = max(self.asked_to_stop, 1)
        for last, grace in ((False, GRACE), (True, GRACE_LAST)):
            group = [child for child in self.children if child.last is last]
            for child in group:
                if child.pid:
                    child.signal(signal.SIGTERM)
            deadline = time.monotonic() + grace
            while any(child.pid for child in group):
                left = deadline - time.monotonic()
                if left <= 0 or self.asked_to_stop > patience:
                    for child in group:
                        if child.pid:
                            logger.warning("%s did not stop in time and was killed", child.name)
                            child.signal(signal.SIGKILL)
                    deadline = float("inf")
                    patience = self.asked_to_stop
                self._wait(max(0.0, min(left, 1.0)))
                self._reap()
