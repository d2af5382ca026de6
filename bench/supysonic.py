"""Supysonic, a music server in Python, as the yardstick: installed in an environment of its own, for one run.

https://pypi.org/project/supysonic/ (AGPL-3.0). It is no requirement of the site.
"""

import contextlib
import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from bench.site import answers
from tests.servers.process import Server, free_port

VERSION = "0.7.9"
USER, PASSWORD = "bench", hashlib.sha256(b"bench").hexdigest()[:16]
CONFIGURATION = """\
[base]
database_uri = sqlite:///{folder}/supysonic.db
[webapp]
cache_dir = {folder}/cache
[daemon]
socket = {folder}/socket
run_watcher = no
"""


@dataclass(frozen=True, slots=True)
class Calls:
    """A server of it that answers."""

    url: str

    def call(self, method: str, **parameters: str | int) -> str:
        """The address of a call, answered with JSON (https://www.subsonic.org/pages/api.jsp)."""
        who = {"u": USER, "p": PASSWORD, "v": "1.12.0", "c": "bench", "f": "json"}
        return f"{self.url}/rest/{method}.view?{urlencode(parameters | who)}"


class Supysonic:
    """An installation in `folder`. `scanned` files took `scan_seconds`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs = folder / "venv" / "bin"
        self.scanned = 0
        self.scan_seconds = 0.0

    def install(self) -> None:
        """With uv, from the registry that the machine is set to. Raises CalledProcessError."""
        self.folder.mkdir(parents=True)
        uv = Path(sys.executable).with_name("uv")
        venv = self.programs.parent
        for command in (
            [uv, "venv", "-q", "--python", sys.executable, venv],
            [uv, "pip", "install", "-q", "--python", self.programs / "python",
             f"supysonic=={VERSION}", "gunicorn"],
        ):  # fmt: skip
            subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
        (self.folder / "supysonic.conf").write_text(CONFIGURATION.format(folder=self.folder))
        self._run("user", "add", USER, "-p", PASSWORD)

    def scan(self, music: Path, *, patience: float = 170.0) -> None:
        """Take the folder in, timed; stopped after `patience` seconds, with what it has by then."""
        self._run("folder", "add", "Music", str(music))
        began = time.perf_counter()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._run("folder", "scan", "--foreground", "Music", patience=patience)
        self.scan_seconds = time.perf_counter() - began
        counted = self._python(
            "import sqlite3, sys; "
            "print(sqlite3.connect(sys.argv[1]).execute('select count(*) from track').fetchone()[0])",
            str(self.folder / "supysonic.db"),
        )
        self.scanned = int(counted)

    @contextmanager
    def serve(self) -> Iterator[Calls]:
        """Two processes of four threads under gunicorn."""
        # Its first start writes a secret into the database; two processes at once would trip over each other.
        self._python("from supysonic.web import create_application; create_application()")
        server = Server("supysonic")
        port = free_port()
        calls = Calls(f"http://127.0.0.1:{port}")
        try:
            server.start(
                [str(self.programs / "gunicorn"), "-b", f"127.0.0.1:{port}", "-w", "2", "-k", "gthread",
                 "--threads", "4", "--chdir", str(self.folder), "supysonic.web:create_application()"],
                lambda: answers(calls.call("ping")),
            )  # fmt: skip
            yield calls
        finally:
            server.remove()

    @property
    def scan_rate(self) -> float:
        """Files a second."""
        return self.scanned / self.scan_seconds

    def _run(self, *arguments: str, patience: float | None = None) -> None:
        subprocess.run(
            [str(self.programs / "supysonic-cli"), *arguments],
            cwd=self.folder, check=True, capture_output=True, stdin=subprocess.DEVNULL, timeout=patience,
        )  # fmt: skip

    def _python(self, code: str, *arguments: str) -> str:
        return subprocess.run(
            [str(self.programs / "python"), "-c", code, *arguments],
            cwd=self.folder,
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip
