"""The real site for browsers: `manage.py serve` with the demo catalogue, in a folder of its own."""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tests.servers.oidc import SECRET, Provider
from tests.servers.process import Server, free_port, program

HOUSE = Path(__file__).parent.parent.parent
HOME_NAME = "music.test"
"""The site as a home network knows it: plain http and no loopback, which browsers give fewer means."""
EMAIL, PASSWORD = "admin@example.org", "a password for tests only"


@dataclass(frozen=True, slots=True)
class Site:
    """A running site and how to sign in as its administrator."""

    url: str
    folder: Path
    email: str = EMAIL
    password: str = PASSWORD

    def manage(self, *arguments: str) -> str:
        """Run a command of the site beside it; its output."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=HOUSE,
            env=environment(self.folder, self.url),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def environment(folder: Path, url: str, *, provider: str = "") -> dict[str, str]:
    """What the site is told: nothing of the tests' own settings. `provider` is the issuer of an OpenID provider."""
    names = {
        "DATABASE_URL", "CACHE_URL", "TEST_DATABASE_URL", "TEST_CACHE_URL", "TEST_FOLDER", "SECRET_KEY",
        "DJANGO_SETTINGS_MODULE",
    }  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if name not in names}
    house = {
        "id": "house",
        "name": "House",
        "issuer": provider,
        "client_id": "musicsite",
        "client_secret": SECRET,
        "scope": "openid profile email groups",
        "roles": {"music": "content manager"},
    }
    return kept | {
        "OIDC_PROVIDERS": json.dumps([house]) if provider else "",
        "ALLOWED_HOSTS": HOME_NAME,
        "DATA_DIR": str(folder),
        "PORT": url.rpartition(":")[2],
        "SITE_URL": url,
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
    }


@contextmanager
def empty_site(name: str) -> Iterator[Site]:
    """A site without music, known by a name of this machine."""
    url = f"http://{name}:{free_port()}"
    server = Server("site")
    folder = server.folder / "var"
    server.start(
        [sys.executable, str(HOUSE / "manage.py"), "serve", "--no-demo"],
        lambda: bool(_body(f"{url}/healthz")),
        seconds=120,
        environment=environment(folder, url),
    )
    try:
        yield Site(url, folder)
    finally:
        server.remove()


@contextmanager
def running_site(**settings: str) -> Iterator[Site]:
    """The site as `make run` starts it, once its demo catalogue can be heard; `settings` are variables of its own."""
    url = f"http://127.0.0.1:{free_port()}"
    server = Server("site")
    folder = server.folder / "var"
    provider = Provider(url)
    server.start(
        [sys.executable, str(HOUSE / "manage.py"), "serve"],
        lambda: b'data-play="album:' in _body(f"{url}/albums/"),
        seconds=240,
        environment=environment(folder, url, provider=provider.issuer) | settings,
    )
    try:
        yield Site(url, folder)
    finally:
        server.remove()
        provider.remove()


def _body(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # loopback
            return bytes(answer.read())
    except (urllib.error.URLError, OSError):
        return b""


def launch(playwright: Playwright) -> Browser:
    """Debian's Chromium, with nothing of its own on the network. Raises CannotStart where there is none."""
    return playwright.chromium.launch(
        executable_path=program("chromium", "chromium-browser", "google-chrome"),
        args=[
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", f"--host-resolver-rules=MAP {HOME_NAME} 127.0.0.1",
        ],
    )  # fmt: skip
