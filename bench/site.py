"""The site as benchmarks run it: its commands in a folder of its own, and its web server alone."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import valkey
from tests.servers.process import Server, free_port

HOUSE = Path(__file__).resolve().parent.parent
_STRANGE = {
    "DATABASE_URL",
    "CACHE_URL",
    "SECRET_KEY",
    "DJANGO_SETTINGS_MODULE",
    "DEBUG",
    "SITE_URL",
    "PYTHONDONTWRITEBYTECODE",  # each command would compile the whole site anew
}


def environment(data: Path, **more: str) -> dict[str, str]:
    """What a command of the site is told: its folder, and no setting of whoever runs the benchmark."""
    kept = {name: value for name, value in os.environ.items() if name not in _STRANGE}
    return (
        kept
        | {
            "DATA_DIR": str(data),
            "DEMO": "0",
            "LOG_LEVEL": "WARNING",
            "API_RATE_LIMIT": "0",
            "SEARCH_RATE_LIMIT": "0",
        }
        | more
    )


def manage(data: Path, *arguments: str, **more: str) -> str:
    """Run a command of the site to its end; what it says. Raises CalledProcessError."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=HOUSE,
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def prepare(data: Path) -> None:
    """An empty site: database, administrator, static files."""
    data.mkdir(parents=True, exist_ok=True)
    manage(data, "prepare", "--no-demo")


@dataclass(frozen=True, slots=True)
class Web:
    """A web server: its address, and the process whose children serve."""

    url: str
    pid: int


@contextmanager
def web_server(data: Path, *, settings: str = "bench.settings", **more: str) -> Iterator[str]:
    """As `web_process`; its address."""
    with web_process(data, settings=settings, **more) as web:
        yield web.url


@contextmanager
def web_process(data: Path, *, settings: str = "bench.settings", **more: str) -> Iterator[Web]:
    """gunicorn with the site's own configuration and a private Valkey, without workers.

    The database is as it is on disk; nothing else of the site runs, so that no job takes the processors meanwhile.
    """
    cache, cache_url = valkey.start()
    server = Server("bench")
    url = f"http://127.0.0.1:{(port := free_port())}"
    try:
        server.start(
            [sys.executable, "-m", "gunicorn", "-c", "python:musicsite.gunicorn_conf", "musicsite.wsgi"],
            lambda: answers(f"{url}/healthz"),
            environment=environment(
                data, PORT=str(port), CACHE_URL=cache_url, DJANGO_SETTINGS_MODULE=settings, PYTHONPATH=str(HOUSE),
                **more,
            ),
        )  # fmt: skip
        assert server.process is not None
        yield Web(url, server.process.pid)
    finally:
        server.remove()
        cache.remove()


def answers(url: str) -> bool:
    """Whether that address answers 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # loopback
            return bool(answer.status == 200)
    except OSError:
        return False


def body(url: str, cookie: str = "") -> str:
    """The page at that address."""
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
        return str(answer.read().decode())
