"""A real Chromium against the real site: `manage.py serve` with the demo catalogue, in a folder of its own."""

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.servers.process import CannotStart, Server, free_port, program

HOUSE = Path(__file__).parent.parent.parent
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
            env=_environment(self.folder, self.url),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


def _environment(folder: Path, url: str) -> dict[str, str]:
    names = {
        "DATABASE_URL",
        "CACHE_URL",
        "TEST_DATABASE_URL",
        "TEST_CACHE_URL",
        "SECRET_KEY",
        "DJANGO_SETTINGS_MODULE",
    }
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {
        "DATA_DIR": str(folder),
        "PORT": url.rpartition(":")[2],
        "ADMIN_EMAIL": EMAIL,
        "ADMIN_PASSWORD": PASSWORD,
    }


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site as `make run` starts it, with its demo catalogue."""
    url = f"http://127.0.0.1:{free_port()}"
    server = Server("site")
    folder = server.folder / "var"

    def ready() -> bool:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2) as answer:  # noqa: S310  # loopback
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    server.start(
        [sys.executable, str(HOUSE / "manage.py"), "serve"],
        ready,
        seconds=120,
        environment=_environment(folder, url),
    )
    yield Site(url, folder)
    server.remove()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, with nothing of its own on the network, free to sound without a gesture's history."""
    try:
        chromium = program("chromium", "chromium-browser", "google-chrome")
    except CannotStart as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
    browser = playwright.chromium.launch(
        executable_path=chromium,
        args=[
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    )  # fmt: skip
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh visitor on a desktop."""
    context = browser.new_context(base_url=site.url, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose uncaught errors and blocked resources fail the test."""
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: (
            errors.append(message.text)
            if message.type == "error"
            and re.search("Content Security Policy|Uncaught|TypeError", message.text)
            else None
        ),
    )
    yield page
    assert errors == [], "the page raised errors"


@pytest.fixture
def signed_in(page: Page, site: Site) -> Page:
    """The administrator's browser."""
    page.goto("/account/login/")
    page.fill("input[name=login]", site.email)
    page.fill("input[name=password]", site.password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/account/login" not in url)
    return page
