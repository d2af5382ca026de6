"""Starting a private server for tests: on a socket or a free port, gone with whoever started it."""

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

POLL = 0.01
"""Seconds between two looks of a server of `socketserver` whether it shall end, which whoever ends it waits for."""


class CannotStart(RuntimeError):
    """The server is not on this machine or does not come up; the message says which and why."""


def die_with_parent() -> None:
    """Linux: have this child killed when its parent dies, even by kill -9 (prctl PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def free_port() -> int:
    """A port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A child process with a folder of its own that is removed with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        # Short on purpose: a socket's path may hold about 100 bytes.
        self.folder = Path(tempfile.mkdtemp(prefix=f"{name[:6]}-", dir="/tmp"))
        self.process: subprocess.Popen[bytes] | None = None

    def start(
        self,
        command: Sequence[str],
        ready: Callable[[], bool],
        *,
        seconds: float = 60,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Start the command and wait until `ready()`; raises CannotStart with the end of its log."""
        log = self.folder / "log"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                preexec_fn=die_with_parent,
                env=(environment or dict(os.environ)) | {"TMPDIR": str(self.folder)},
            )
        until = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > until:
                self.stop()
                raise CannotStart(
                    f"{self.name} did not start: {log.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.02)  # waiting for a process, bounded above

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def program(*names: str) -> str:
    """The first of these programs on the PATH or among the system's own."""
    for name in names:
        found = shutil.which(name, path=None) or shutil.which(
            name, path="/usr/sbin:/usr/local/sbin"
        )
        if found:
            return found
    raise CannotStart(f"{' or '.join(names)} is not on this machine")
