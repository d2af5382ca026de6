"""For tests of `manage.py serve`: the real command as a process, with a DATA_DIR and a port of its own."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.servers.process import free_port

HOUSE = Path(__file__).resolve().parents[2]
# What a test run sets for itself, and the command must find out anew.
OURS = {
    "DATA_DIR",
    "SECRET_KEY",
    "CACHE_URL",
    "DATABASE_URL",
    "DJANGO_SETTINGS_MODULE",
    "PORT",
    "BIND",
}


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {"DATA_DIR": str(folder), "DEMO": "0", "PYTHONWARNINGS": "ignore"} | more


def manage(
    folder: Path, *arguments: str, code: int = 0, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of the site to its end, which must be with this exit code."""
    done = subprocess.run(
        [sys.executable, str(HOUSE / "manage.py"), *arguments],
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return done


class Serving:
    """A running `manage.py serve`."""

    def __init__(self, folder: Path, **more: str) -> None:
        self.folder = folder
        self.port = int(more.get("PORT") or free_port())
        self.log = folder.parent / f"{folder.name}.log"
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, str(HOUSE / "manage.py"), "serve"],
                env=environment(folder, **(more | {"PORT": str(self.port)})),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.log.read_text()

    def lines(self) -> list[dict[str, Any]]:
        """The log's JSON lines."""
        return [json.loads(line) for line in self.said.splitlines() if line.startswith("{")]

    def get(self, path: str, headers: dict[str, str] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer

    def up(self) -> "Serving":
        """Wait until it answers."""

        def answers() -> bool:
            assert self.process.poll() is None, self.said
            with contextlib.suppress(OSError, http.client.HTTPException):
                return self.get("/healthz").status == 200
            return False

        until(answers, f"the site does not answer: {self.said[-2000:]}", seconds=60)
        return self

    def parts(self) -> dict[str, int]:
        """The supervisor's children: {name: process id}, as Linux calls them."""
        return {_name(pid): pid for pid in processes() if parent(pid) == self.process.pid}

    def family(self) -> set[int]:
        """The supervisor and all that descend from it."""
        everybody, family = processes(), {self.process.pid}
        while more := {pid for pid in everybody if parent(pid) in family} - family:
            family |= more
        return family

    def stop(self, number: int = signal.SIGTERM) -> float:
        """Signal the supervisor alone; the seconds until it was gone."""
        asked = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(30)
        return time.monotonic() - asked

    def remove(self) -> None:
        family = self.family() if self.process.poll() is None else set()
        if self.process.poll() is None:
            self.stop()
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A folder with a short path: a socket's may hold about 100 bytes."""
    top = Path(tempfile.mkdtemp(prefix="serve-", dir="/tmp"))
    try:
        yield top / "var"
    finally:
        shutil.rmtree(top, ignore_errors=True)


@contextlib.contextmanager
def copy_of(prepared: Path) -> Iterator[Path]:
    """A DATA_DIR of one's own, as the first start leaves it. Static files are links: nothing changes those."""
    with short_folder() as folder:
        shutil.copytree(prepared, folder, copy_function=os.link)
        for name in ("musicsite.sqlite3", "secret_key"):
            (folder / name).unlink()
            shutil.copy2(prepared / name, folder / name)
        yield folder


def until(true: Callable[[], bool], otherwise: str, *, seconds: float = 10) -> None:
    """Wait for something that another process does, bounded."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists() and _state(pid) != "Z"


def processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["", "0"]


def _state(pid: int) -> str:
    return _stat(pid)[0]


def parent(pid: int) -> int:
    return int(_stat(pid)[1])


def command(pid: int) -> str:
    """What the process was started as."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def memory(pids: set[int], field: str) -> float:
    """MB of a field of smaps_rollup ("Pss": shared pages counted once; "Rss": once for each process)."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith(f"{field}:"):
                    total += int(line.split()[1])
    return total / 1024
