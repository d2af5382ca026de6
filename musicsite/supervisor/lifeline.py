"""No child outlives the supervisor, however that one ends.

Linux sends a signal when the parent dies (prctl(2), PR_SET_PDEATHSIG; it survives exec). Elsewhere, as on
macOS, a thread waits for the end of a pipe whose other end only the supervisor holds; what is executed in
place of Python (Valkey) has no such thread there, so the next start finds and stops it (`valkey.evict`).
"""

import ctypes
import os
import signal
import sys
import threading

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15


class Lifeline:
    """Made by the supervisor before it forks; `hold()` is called in each child."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.reader, self.writer = os.pipe()
        self.libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def hold(self, name: str) -> None:
        """Tie this process to the supervisor and give it a name for `top` and `ps -o comm` (Linux)."""
        os.close(self.writer)
        if self.libc is None:
            threading.Thread(target=self._wait, name="lifeline", daemon=True).start()
            return
        os.close(self.reader)
        self.libc.prctl(PR_SET_NAME, f"music-{name}".encode()[:15], 0, 0, 0)
        self.libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
        if os.getppid() != self.owner:  # it died before the line above
            os._exit(1)

    def _wait(self) -> None:
        os.read(self.reader, 1)
        os.kill(os.getpid(), signal.SIGTERM)
