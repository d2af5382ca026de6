"""Several people in their own browsers, and the API as whoever is signed in on a page asks it."""

import json
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.site import Site

PASSWORD = "correct horse battery staple"  # noqa: S105  # of people who live as long as a test run
MADE = """
from accounts.models import User
from accounts.services import user_create
if not User.objects.filter(handle="{handle}").exists():
    user_create(handle="{handle}", email="{handle}@example.org", name="{name}", password="{password}")
"""


def person(site: Site, handle: str) -> None:
    """A listener of this handle, made when there is none."""
    made = MADE.format(handle=handle, name=handle.title(), password=PASSWORD)
    site.manage("shell", "-c", made)


def enter(page: Page, email: str, password: str) -> None:
    """Sign in by the page's form."""
    page.goto("/account/login/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/account/login" not in url)


def browser_of(browser: Browser, site: Site, handle: str, *, width: int = 1440) -> Page:
    """A browser in which this listener is signed in; close its context when done."""
    person(site, handle)
    context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 900})
    context.set_default_timeout(15_000)
    page = context.new_page()
    enter(page, f"{handle}@example.org", PASSWORD)
    return page


def call(page: Page, method: str, address: str, body: Any = None) -> Any:
    """One request of the API by whoever is signed in on the page: its JSON, which is no error."""
    status, text = page.evaluate(
        """async ([method, address, body]) => {
          const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
          const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
          const answer = await fetch(`/api/v1/${address}`, {method, headers, body: body ?? undefined});
          return [answer.status, await answer.text()];
        }""",
        [method, address, None if body is None else json.dumps(body)],
    )
    assert status < 400, f"{method} {address}: {status} {text}"
    return json.loads(text) if text else None
