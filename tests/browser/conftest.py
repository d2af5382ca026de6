"""A real Chromium against the real site."""

import os
import re
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.site import Site, launch, running_site
from tests.servers.process import CannotStart

# As long as a page's own actions may take: what is waited for comes when it comes, on a busy machine too.
expect.set_options(timeout=15_000)

LOG_TOLD = 8_000
"""Characters of the end of a site's log that are told with a test that failed."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """What the site said meanwhile: a page that waits in vain does not say why."""
    report = yield
    site = getattr(item, "funcargs", {}).get("site")
    if report.failed and site is not None:
        log = (site.folder.parent / "log").read_text(errors="replace")
        report.sections.append(("the end of the site's log", log[-LOG_TOLD:]))
    return report


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    try:
        browser = launch(playwright)
    except CannotStart as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))
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
