"""A file that a child process is still writing, read as it grows.

The writer holds an exclusive lock (flock) on it for as long as it lives, however it dies; when all is written it takes
the write permission away. So a reader in any process can tell what to do at the present end: wait, stop, or report
that the rest will never come.
"""

import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

BLOCK = 64 << 10
_PAUSE = 0.02  # seconds between looks at a file that has not grown: a frame of sound is as long


class Broken(Exception):
    """The writer is gone before it was done."""


class Growing:
    """The bytes of a growing file, from its start. Iterate once; `close` in any case."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb", buffering=0)
        self._first = b""
        self.on_close: list[Callable[[], None]] = []

    @property
    def complete(self) -> bool:
        return not os.fstat(self._file.fileno()).st_mode & stat.S_IWUSR

    def wait_for_first(self) -> None:
        """Wait until there is something to send. Raises Broken where there will be nothing."""
        self._first = self._next()
        if not self._first:
            raise Broken

    def wait_for_all(self) -> None:
        """Wait until it is complete. Raises Broken."""
        while self._next():
            pass

    def __iter__(self) -> Iterator[bytes]:
        if self._first:
            yield self._first
        while block := self._next():
            yield block

    def close(self) -> None:
        self._file.close()
        while self.on_close:
            self.on_close.pop()()

    def _next(self) -> bytes:
        """The next block, waited for; empty at the end of a complete file. Raises Broken."""
        while True:
            # Asked before reading: what is written between the two would otherwise be missed.
            ended = self._writer_gone()
            if block := self._file.read(BLOCK):
                return block
            if ended:
                if self.complete:
                    return b""
                raise Broken
            time.sleep(_PAUSE)

    def _writer_gone(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        fcntl.flock(self._file, fcntl.LOCK_UN)
        return True
