"""The whole site under `manage.py serve`, as people run it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import processes
from bench.site import HOUSE, answers, body, environment, manage
from tests.servers.process import Server, free_port


@dataclass(frozen=True, slots=True)
class DemoSite:
    """A running site: its address, its folder, its supervisor."""

    url: str
    data: Path
    pid: int

    def manage(self, *arguments: str) -> str:
        return manage(self.data, *arguments)

    def settle(self) -> None:
        """Wait until its jobs are done."""
        processes.settle(self.pid)


@contextmanager
def demo_site() -> Iterator[DemoSite]:
    """The site with the demo catalogue, when its first jobs are done."""
    server = Server("site")
    data = server.folder / "var"
    port = free_port()
    try:
        with serving(data, port) as site:
            _wait_for(f"{site.url}/albums/", 'data-play="album:', seconds=120)
            site.settle()
            yield site
    finally:
        server.remove()


@contextmanager
def serving(data: Path, port: int, *, demo: bool = True) -> Iterator[DemoSite]:
    """`manage.py serve` from its first answer on."""
    url = f"http://127.0.0.1:{port}"
    data.mkdir(parents=True, exist_ok=True)
    with (data.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=HOUSE,
            env=environment(data, PORT=str(port), DEMO="1" if demo else "0"),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
        )
    try:
        until = time.monotonic() + 240
        while not answers(f"{url}/"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the site did not start: {log.name}")
            time.sleep(0.01)
        yield DemoSite(url, data, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for(url: str, text: str, *, seconds: float) -> None:
    until = time.monotonic() + seconds
    while text not in body(url):
        if time.monotonic() > until:
            raise RuntimeError(f"{url} never showed {text}")
        time.sleep(0.2)
