"""One supervised process."""

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from musicsite.observability.ending import end
from musicsite.supervisor.lifeline import Lifeline

FAST = 20.0  # seconds: who dies sooner counts towards giving up
PATIENCE = 5  # fast deaths in a row
LONGEST_PAUSE = 60.0  # seconds between starts of what keeps dying
logger = logging.getLogger("musicsite.supervisor")


@dataclass(slots=True)
class Child:
    """A part and its process. `vital`: the site can't be without it, so its repeated death ends the site."""

    name: str
    work: Callable[[], None]
    vital: bool = False
    last: bool = False  # stopped after the others, because they use it
    keeps: tuple[int, ...] = ()  # file descriptors of the supervisor that it uses
    niceness: int = 0
    pid: int = 0
    started: float = 0.0
    deaths: int = field(default=0)  # fast ones, in a row
    due: float = 0.0  # when to start it, on the monotonic clock

    @property
    def hopeless(self) -> bool:
        return self.deaths >= PATIENCE

    def start(self, lifeline: Lifeline, private: frozenset[int]) -> None:
        """Fork. `private`: the supervisor's own descriptors, closed in the child unless it `keeps` them."""
        sys.stdout.flush()
        sys.stderr.flush()
        self.started = time.monotonic()
        self.pid = os.fork()
        if self.pid:
            _own_group(self.pid)
            return
        code = 1
        try:
            _own_group(0)
            _forget_signals()
            lifeline.hold(self.name)
            for descriptor in private - frozenset(self.keeps):
                os.close(descriptor)
            if self.niceness:
                os.nice(self.niceness)
            gc.enable()
            self.work()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except BaseException:
            logger.exception("%s failed", self.name)
        finally:
            end()
            # Not sys.exit: the supervisor's own stack, with its clean-up, lies below this frame, and threads
            # that wait for stalled listeners must not be joined.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def signal(self, number: int) -> None:
        """Signal the process alone; SIGKILL goes to all that it started too."""
        with suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(self.pid, number)
            else:
                os.kill(self.pid, number)

    def died(self, status: int, now: float) -> None:
        """Note the death and when to start again: at once, then after 1, 2, 4 … seconds."""
        how = _how(status)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)  # what it left behind
        self.pid = 0
        self.deaths = self.deaths + 1 if now - self.started < FAST else 1
        pause = min(2.0 ** (self.deaths - 2), LONGEST_PAUSE) if self.deaths > 1 else 0.0
        self.due = now + (LONGEST_PAUSE if self.hopeless else pause)
        logger.error(
            "%s %s", self.name, how, extra={"part": self.name, "restart_in": self.due - now}
        )


def _own_group(pid: int) -> None:
    """A group of its own: the terminal's Ctrl-C reaches the supervisor alone, which stops all in order."""
    with suppress(PermissionError, ProcessLookupError):  # the other side of the fork was faster
        os.setpgid(pid, pid)


def _forget_signals() -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"was killed by {signal.Signals(os.WTERMSIG(status)).name}"
    return f"ended with code {os.waitstatus_to_exitcode(status)}"
