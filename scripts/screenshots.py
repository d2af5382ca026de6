"""The pictures of the README: the site with its demo catalogue, in a real Chromium. `make screenshots`."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.site import Site, launch, running_site

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
ALBUM = "The Long Exposure"
MOST_SECONDS = 90
DESKTOP, PHONE = (1440, 900), (390, 844)


def home(page: Page) -> None:
    page.goto("/")


def album(page: Page) -> None:
    page.goto("/albums/")
    page.get_by_role("link", name=ALBUM).first.click()
    page.wait_for_url(re.compile(r"/albums/.+-[0-9a-f]{32}"))


def playing(page: Page) -> None:
    """The full view, some seconds into the second track, so that the waveform has two colours."""
    album(page)
    page.locator("[data-track-row] [data-play]").nth(1).click()
    page.wait_for_function(
        "() => Number(document.querySelector('.bar [role=slider]')?.getAttribute('aria-valuenow')) >= 2"
    )
    page.locator(".bar [role=slider]").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.locator(".bar-cover").click()
    page.wait_for_selector(".full .queue-rows")


def take(
    browser: Browser, site: Site, name: str, scene: Callable[[Page], None], scheme: str
) -> None:
    for device, (width, height) in {"": DESKTOP, "-phone": PHONE}.items():
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            has_touch=device == "-phone",
            is_mobile=device == "-phone",
        )
        page = context.new_page()
        scene(page)
        page.wait_for_load_state("networkidle")
        page.mouse.move(0, 0)
        page.screenshot(path=FOLDER / f"{name}{device}.jpg", type="jpeg", quality=78)
        context.close()


def settle(browser: Browser, site: Site) -> None:
    """Wait for what jobs make after an import: the colours of the covers, and the waveform that is shown."""
    page = browser.new_page(base_url=site.url)
    album(page)
    url = page.url
    tracks = page.locator("[data-track-row]")
    shown = tracks.nth(1).get_attribute("data-track-row")
    for _ in range(MOST_SECONDS):
        page.goto(url)
        coloured = re.search(r"\bh\d+\b", page.locator("main").get_attribute("class") or "")
        waveform = page.request.get(f"/api/v1/tracks/{shown}/waveform/")
        if coloured and waveform.status == HTTPStatus.OK:
            break
        page.wait_for_timeout(1000)
    page.close()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with running_site() as site, sync_playwright() as playwright:
        browser = launch(playwright)
        settle(browser, site)
        take(browser, site, "home", home, "dark")
        take(browser, site, "album", album, "light")
        take(browser, site, "now-playing", playing, "dark")
        browser.close()


if __name__ == "__main__":
    main()
