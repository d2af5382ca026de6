"""The child processes that read files, and the one place that speaks to them."""

import os
import pickle
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from streaming.importing.reader import FileRead, Job, JobRead

HOME = Path(__file__).resolve().parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from streaming.importing.reader import main; main()"


class Readers:
    """`count` processes, each started at its first job. A thread for each waits for its answers."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="reader")
        self._mine = threading.local()
        self._children: list[subprocess.Popen[bytes]] = []

    def submit(self, job: Job) -> "Future[JobRead]":
        """Read a job's files some time soon."""
        return self._threads.submit(self._run, job)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
            for child in self._children:
                child.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for child in self._children:
            if child.stdin:
                with suppress(OSError):
                    child.stdin.close()
            child.wait()
            if child.stdout:
                child.stdout.close()

    def _child(self) -> "subprocess.Popen[bytes]":
        child: subprocess.Popen[bytes] | None = getattr(self._mine, "child", None)
        if child is None or child.poll() is not None:
            child = subprocess.Popen(  # noqa: S603  # our own code
                [sys.executable, "-c", _START, os.fspath(HOME)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._mine.child = child
            self._children.append(child)
        return child

    def _run(self, job: Job) -> JobRead:
        answer = self._ask(job)
        if answer is not None:
            return answer
        if len(job.items) > 1:  # one of them ended the process: which one?
            whole = JobRead([])
            for item in job.items:
                part = self._run(Job(job.root, [item], job.cover, job.numbered))
                whole.files += part.files
                whole.pictures |= part.pictures
                whole.refused = part.refused or whole.refused
            return whole
        return JobRead(
            [FileRead(job.items[0].path, refused="reading it ended the process that read it")]
        )

    def _ask(self, job: Job) -> JobRead | None:
        """What the child answers, or None if it ended."""
        child = self._child()
        assert child.stdin
        assert child.stdout
        try:
            pickle.dump(job, child.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            child.stdin.flush()
            answer: JobRead = pickle.load(child.stdout)  # noqa: S301  # from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            child.kill()
            child.wait()
            return None
        return answer
