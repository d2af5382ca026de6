"""Stopping a loop by SIGTERM or Ctrl-C without a sleep that outlasts the wish."""

import signal
from collections.abc import Callable
from types import FrameType


class Stop(BaseException):
    """Raised by a signal, out of a wait (or out of a job whose grace is over)."""


class StopSignal:
    """Remembers that SIGTERM or SIGINT came, and breaks a wait by raising Stop; work is left to finish."""

    def __init__(self, on_ask: Callable[[], None] = lambda: None) -> None:
        self.asked = False
        self._waiting = False
        self._on_ask = on_ask

    def catch(self) -> None:
        """Take the signals of this process; main thread only."""
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)

    def wait[**P](self, sleep: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Sleep, unless asked to stop; raises Stop when asked meanwhile."""
        # Waiting before asked is read: a signal in between raises Stop instead of being slept over.
        self._waiting = True
        try:
            if not self.asked:
                sleep(*args, **kwargs)
        finally:
            self._waiting = False

    def _ask(self, number: int, frame: FrameType | None) -> None:
        first, self.asked = not self.asked, True
        if self._waiting:
            raise Stop
        if first:
            self._on_ask()
