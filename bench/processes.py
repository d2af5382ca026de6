"""Memory and processor time of a process with all that it started (Linux: from /proc)."""

import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Peak:
    """The highest memory seen, in bytes."""

    memory: int = 0


def tree(pid: int) -> list[int]:
    """The process and its descendants."""
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += tree(int(child))
    return found


def memory(pid: int) -> int:
    """Bytes of the tree, each shared page divided by those who share it (PSS; proc(5), smaps_rollup)."""
    total = 0
    for each in tree(pid):
        with suppress(OSError):
            told = re.search(
                r"^Pss:\s+(\d+)", Path(f"/proc/{each}/smaps_rollup").read_text(), re.MULTILINE
            )
            total += int(told[1]) * 1024 if told else 0
    return total


def processor_seconds(pid: int) -> float:
    """Seconds of processor time that the tree's living processes have used (proc(5), stat)."""
    total = 0
    for each in tree(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / TICK


def settle(pid: int, *, seconds: float = 90.0) -> bool:
    """Wait until the tree does next to nothing: under 4 % of a processor for two seconds. False when it never did."""
    until = time.monotonic() + seconds
    quiet = 0
    before = processor_seconds(pid)
    while time.monotonic() < until:
        time.sleep(0.5)
        now = processor_seconds(pid)
        quiet = quiet + 1 if now - before < 0.02 else 0
        before = now
        if quiet >= 4:
            return True
    return False


@contextmanager
def watched(pid: int, *, every: float = 0.1) -> Iterator[Peak]:
    """Watch the tree's memory while the block runs."""
    peak = Peak()
    over = threading.Event()

    def watch() -> None:
        while not over.wait(every):
            peak.memory = max(peak.memory, memory(pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()
