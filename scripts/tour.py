"""The film strip of docs/tour.md: people using the site, in a real Chromium, with a real OpenID provider beside it.

`make screenshots` takes these after the pictures of the README.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from scripts.screenshots import ALBUM, DESKTOP, PHONE, album, settle
from tests.browser.site import Site, launch, running_site

FOLDER = Path(__file__).parent.parent / "docs" / "tour"
QUALITY = 62
ON_A_PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36"
SETTLES_MS = 600
"""What is laid over a page has come by then; a picture that is taken too early costs a look and no test."""
SEEN = """() => [...document.images].every(image => image.complete
    || image.getBoundingClientRect().top > innerHeight || image.getBoundingClientRect().bottom < 0)"""


class Camera:
    """Takes the pictures, numbered as they are taken."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder, self.taken = folder, 0

    def take(self, page: Page, name: str) -> None:
        self.taken += 1
        page.wait_for_function(SEEN)
        page.wait_for_timeout(SETTLES_MS)
        place = self.folder / f"{self.taken:02}-{name}.jpg"
        page.screenshot(path=place, type="jpeg", quality=QUALITY)


def visitor(browser: Browser, site: Site, *, phone: bool = False, like: Page | None = None) -> Page:
    """A fresh browser; `like`: signed in as that one is."""
    width, height = PHONE if phone else DESKTOP
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": height},
        color_scheme="dark",
        user_agent=ON_A_PHONE if phone else None,
        has_touch=phone,
        is_mobile=phone,
        storage_state=like.context.storage_state() if like else None,
    )
    context.set_default_timeout(20_000)
    return context.new_page()


def call(page: Page, method: str, address: str, body: Any = None) -> Any:
    """One request of the API by whoever is signed in on the page."""
    return page.evaluate(
        """async ([method, address, body]) => {
          const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
          const headers = {"Content-Type": "application/json", "X-CSRFToken": token};
          const answer = await fetch(`/api/v1/${address}`, {method, headers, body: body ?? undefined});
          return answer.status === 204 ? null : answer.json();
        }""",
        [method, address, None if body is None else json.dumps(body)],
    )


def sign_in_by_the_provider(page: Page, camera: Camera) -> None:
    page.goto("/account/login/")
    camera.take(page, "sign-in")
    page.get_by_role("button", name="Continue with House").click()
    page.get_by_placeholder("Enter any login").fill("ana")
    page.get_by_placeholder("and password").fill("anything")
    camera.take(page, "provider")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(lambda url: "/interaction" not in url and "/account/" not in url)
    page.goto("/account/")
    camera.take(page, "signed-in")


def edit_by_two(page: Page, second: Page, camera: Camera) -> None:
    tracks = call(page, "GET", "tracks/?limit=7")["results"]
    items = [f"track:{track['id']}" for track in tracks]
    made = call(page, "POST", "playlists/", {"title": "Together", "items": items})
    for each in (page, second):
        each.goto(made["url"])
        each.wait_for_selector(".editor-row .track__title")
    page.locator(".editor-row").first.hover()
    page.locator(".editor-remove").first.click()
    page.wait_for_selector(".toast")
    camera.take(page, "playlist-one-removes")
    last = second.locator(".editor-row").last
    last.focus()
    for _ in range(3):
        second.keyboard.press("Alt+ArrowUp")
    second.wait_for_selector(".toast")
    camera.take(second, "playlist-the-other-moves")
    page.reload()
    page.wait_for_selector(".editor-row .track__title")
    camera.take(page, "playlist-both")


def make_smart(page: Page, camera: Camera) -> None:
    page.goto("/playlists/smart/")
    page.fill("input[name=title]", "Short pieces")
    camera.take(page, "smart-new")
    fields = page.locator("[data-rules] select[name$='.field']")
    if not fields.count():
        page.locator("[data-rules] button[name=add]").first.click()
    fields.first.select_option("duration")
    how = page.locator("[data-rules] select[name$='.operator']").first
    how.locator("option[value=less]").wait_for(state="attached")
    how.select_option("less")
    page.locator("[data-rules] input[name$='.value']").first.fill("28")
    page.wait_for_function("() => document.querySelectorAll('.rules__tracks li').length > 0")
    camera.take(page, "smart-preview")
    page.locator("button[value=save]").click()
    page.wait_for_url(re.compile(r"/playlists/.+-[0-9a-f]{32}"))
    for _ in range(20):  # a job fills it
        if page.locator("[data-track-row]").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    camera.take(page, "smart-filled")


def share(giver: Page, receiver: Page, camera: Camera) -> None:
    handle = call(receiver, "GET", "me/")["handle"]
    album(giver)
    public_id = giver.url[-32:]
    giver.goto(f"/share/?item=album:{public_id}")
    giver.fill("[name=to]", handle)
    giver.fill("[name=note]", "For the long way home.")
    camera.take(giver, "share")
    giver.locator("[data-share-form] button[type=submit]").click()
    giver.wait_for_url("**/shares/**")
    receiver.goto("/inbox/")
    camera.take(receiver, "share-received")


def listen_later(page: Page, camera: Camera) -> None:
    page.goto("/albums/")
    for title in (ALBUM, "Kettle & Rain"):
        page.goto("/albums/")
        page.get_by_role("link", name=title).first.click()
        page.wait_for_url(re.compile(r"/albums/.+-[0-9a-f]{32}"))
        with page.expect_response("**/api/v1/me/later/"):
            page.locator(".masthead [data-later]").tap()
    page.locator(".masthead [data-later]").scroll_into_view_if_needed()
    camera.take(page, "later-on-a-phone")
    page.goto("/later/")
    page.locator(".later__tick").first.tap()
    page.wait_for_selector(".later__item.is-done")
    camera.take(page, "later-ticked-off")


def signed_in(page: Page, site: Site) -> Page:
    page.goto("/account/login/")
    page.fill("input[name=login]", site.email)
    page.fill("input[name=password]", site.password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/account/login" not in url)
    return page


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    camera = Camera()
    with running_site() as site, sync_playwright() as playwright:
        browser = launch(playwright)
        settle(browser, site)
        ana = visitor(browser, site)
        owner = signed_in(visitor(browser, site), site)
        scenes: list[Callable[[], None]] = [
            lambda: sign_in_by_the_provider(ana, camera),
            lambda: edit_by_two(owner, visitor(browser, site, like=owner), camera),
            lambda: make_smart(owner, camera),
            lambda: share(owner, ana, camera),
            lambda: listen_later(visitor(browser, site, phone=True, like=owner), camera),
        ]
        for scene in scenes:
            scene()
        browser.close()


if __name__ == "__main__":
    main()
