"""The site behind its own web server, for tests of what clients meet: gunicorn, SQLite, a private Valkey, no workers.

There is a listener with a playlist and an administrator; both have a personal access token with every scope.
"""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import valkey
from tests.servers.process import Server, free_port
from tests.servers.schema import begin

HOUSE = Path(__file__).resolve().parents[2]
_ours = {
    "DATABASE_URL", "CACHE_URL", "TEST_DATABASE_URL", "TEST_CACHE_URL", "TEST_FOLDER", "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE", "DATA_DIR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """A running site; `listener` and `administrator` are tokens."""

    url: str
    email: str
    password: str
    listener: str
    administrator: str


def _environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _ours}
    return kept | {
        "DATA_DIR": str(folder), "DEMO": "0", "LOG_LEVEL": "ERROR", "API_RATE_LIMIT": "0", "PYTHONPATH": str(HOUSE),
        "WEB_PROCESSES": "1", "DJANGO_SETTINGS_MODULE": "musicsite.settings", **more,
    }  # fmt: skip


def _manage(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=HOUSE,
        env=_environment(folder, CACHE_URL="memory://"),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:  # noqa: S310  # loopback
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def running() -> Iterator[Site]:
    """A site with a little music, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="musicsite-live-") as name:
        folder = Path(name) / "var"
        begin(folder)
        _manage(folder, "prepare", "--no-demo")
        told = _manage(folder, "shell", "-v0", "-c", "from tests.live_data import make; make()")
        made = json.loads(told.strip().splitlines()[-1])
        cache, cache_url = valkey.start()
        server = Server("live")
        url = f"http://127.0.0.1:{(port := free_port())}"
        try:
            server.start(
                [sys.executable, "-m", "gunicorn", "-c", "python:musicsite.gunicorn_conf", "musicsite.wsgi"],
                lambda: _answers(url),
                environment=_environment(folder, PORT=str(port), CACHE_URL=cache_url),
            )  # fmt: skip
            yield Site(url=url, **made)
        finally:
            server.remove()
            cache.remove()
