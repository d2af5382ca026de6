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

    def submit(self, jobs: list[Job]) -> "Future[list[JobRead]]":
        """Do some jobs, the sooner the fewer wait. Several at once keep a process busy while this one writes."""
        return self._threads.submit(self._run, jobs)

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

    def _run(self, jobs: list[Job]) -> list[JobRead]:
        answers = self._ask(jobs)
        if answers is not None:
            return answers
        if len(jobs) > 1:  # one of them ended the process: which one?
            return [answer for job in jobs for answer in self._run([job])]
        (job,) = jobs
        if len(job.items) == 1:
            path = job.items[0].path
            return [JobRead([FileRead(path, refused="reading it ended the process that read it")])]
        whole = JobRead([])
        for item in job.items:
            (part,) = self._run([Job(job.root, [item], job.cover, job.numbered)])
            whole.files += part.files
            whole.pictures |= part.pictures
            whole.refused = part.refused or whole.refused
        return [whole]

    def _ask(self, jobs: list[Job]) -> list[JobRead] | None:
        """What the child answers, or None if it ended."""
        child = self._child()
        assert child.stdin
        assert child.stdout
        try:
            pickle.dump(jobs, child.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            child.stdin.flush()
            answers: list[JobRead] = pickle.load(child.stdout)  # noqa: S301  # from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            child.kill()
            child.wait()
            return None
        return answers
