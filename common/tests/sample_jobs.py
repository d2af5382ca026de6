"""Jobs that the tests of jobs run, in this process and in real children."""

import time
from pathlib import Path

from common.ids import uuid7_hex
from common.jobs import GiveUp, job


@job()
def note(path: str, text: str = "done") -> str:
    """Append a line to a file."""
    with Path(path).open("a") as file:
        file.write(text + "\n")
    return text


@job(unique=True)
def note_once(path: str) -> None:
    with Path(path).open("a") as file:
        file.write("once\n")


@job(retries=2)
def broken() -> None:
    raise ValueError("broken on purpose")


@job()
def hopeless() -> None:
    raise GiveUp("there is no such file")


@job()
def unjson() -> object:
    return object()


@job()
def linger(path: str, seconds: float) -> None:
    """Say that it started, work on, say that it ended."""
    with Path(path).open("a") as file:
        file.write("started\n")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(0.01)
    with Path(path).open("a") as file:
        file.write("ended\n")


@job(unique=uuid7_hex)
def tick() -> None:
    """Unique in name only, so that a second enqueue would be seen."""
