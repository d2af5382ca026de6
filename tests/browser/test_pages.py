"""Pages hold what every visitor is owed: no axe violations, nothing that jumps, little to load, no sideways scroll."""

import gzip
import json
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import HOUSE, Site

pytestmark = pytest.mark.browser

AXE = HOUSE / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = [
    "home",
    "albums",
    "artists",
    "tracks",
    "genres",
    "charts",
    "posts",
    "album",
    "artist",
    "track",
    "genre",
    "search",
    "login",
    "reset",
    "signup",
    "missing",
]
OWN = [
    "/account/", "/account/settings/", "/account/sessions/", "/account/workspaces/", "/account/data/", "/account/2fa/",
    "/account/email/", "/account/password/change/", "/people/admin", "/account/imports/", "/inbox/", "/shares/",
    "/later/", "/following/", "/history/", "/playlists/smart/", "/upload/",
]  # fmt: skip
"""Pages of whoever is signed in."""
WIDTHS = [360, 768, 1440]
MOST_SCRIPT_BYTES = 110_000
MOST_SHIFT = 0.02
type Scheme = Literal["dark", "light"]


def address(page: Page, name: str) -> str:
    """The address of a kind of page; of an album and the like, the first in its list."""
    plain = {
        "home": "/",
        "charts": "/top/",
        "search": "/search/?q=a",
        "login": "/account/login/",
        "reset": "/account/password/reset/",
        "signup": "/account/signup/",
        "missing": "/albums/x-" + "0" * 32,
    }
    if name in plain:
        return plain[name]
    if name.endswith("s"):
        return f"/{name}/"
    page.goto(f"/{name}s/")
    # A public id begins with its time (UUIDv7): this is a thing of the list, not one of its filters.
    return page.locator(f"main a[href^='/{name}s/'][href*='-01']").first.get_attribute("href") or ""


def visit(browser: Browser, site: Site, name: str, width: int, scheme: Scheme) -> Page:
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    page.goto(address(page, name))
    page.wait_for_load_state("networkidle")
    return page


def violations(page: Page) -> list[str]:
    page.add_script_tag(path=str(AXE))
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: tags})",
        ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    )
    return [
        f"{each['id']}: {each['help']} at {json.dumps([node['target'] for node in each['nodes'][:3]])}"
        for each in found["violations"]
    ]


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(browser: Browser, site: Site, name: str, scheme: Scheme) -> None:
    for width in (360, 1440):
        page = visit(browser, site, name, width, scheme)
        assert violations(page) == [], f"{name} at {width} px, {scheme}"
        page.context.close()


def test_axe_finds_nothing_in_the_player(signed_in: Page, site: Site) -> None:
    page = signed_in
    page.goto(address(page, "album"))
    page.locator("main [data-play]").first.click()
    expect(page.get_by_role("button", name="Pause").first).to_be_visible()
    page.keyboard.press("q")
    expect(page.get_by_role("region", name="Queue")).to_be_visible()
    page.evaluate(AXE.read_text())
    assert violations_here(page) == [], "bar and queue"
    page.keyboard.press("q")
    page.keyboard.press("f")
    expect(page.get_by_role("dialog", name="Now playing")).to_be_visible()
    assert violations_here(page) == [], "full view"


def test_axe_finds_nothing_on_ones_own_pages(signed_in: Page) -> None:
    page = signed_in
    for scheme in ("dark", "light"):
        # A colour on its way from the other scheme is no colour of the page.
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for own in OWN:
            page.goto(own)
            page.evaluate(AXE.read_text())
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                assert violations_here(page) == [], f"{own} at {width} px, {scheme}"
                wide = page.evaluate(
                    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                )
                assert wide <= 0, f"{own} at {width} px is {wide} px too wide"


def violations_here(page: Page) -> list[str]:
    found: dict[str, Any] = page.evaluate("async () => await axe.run(document)")
    return [
        f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}"
        for each in found["violations"]
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_or_jumps(browser: Browser, site: Site, width: int) -> None:
    for name in PAGES:
        page = visit(browser, site, name, width, "light")
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, f"{name} at {width} px is {wide} px too wide"
        shift = page.evaluate(
            """() => new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => {
                    for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
                }).observe({type: 'layout-shift', buffered: true});
                setTimeout(() => done(sum), 300);
            })"""
        )
        assert shift < MOST_SHIFT, f"{name} at {width} px shifts by {shift}"
        page.context.close()


def test_little_script_is_loaded_until_the_first_sound(page: Page) -> None:
    def scripts() -> dict[str, int]:
        """Every script that the page has asked for so far, and its bytes over the wire."""
        names: list[str] = page.evaluate(
            "performance.getEntriesByType('resource').map(it => it.name).filter(it => it.endsWith('.js'))"
        )
        return {
            Path(name).name: len(gzip.compress(page.request.get(name).body(), 9)) for name in names
        }

    page.goto(address(page, "album"))
    page.mouse.move(200, 200)
    page.wait_for_load_state("networkidle")
    assert 0 < sum(scripts().values()) < MOST_SCRIPT_BYTES, scripts()
    page.locator("main [data-play]").first.click()
    expect(
        page.get_by_role("region", name="Player").get_by_role("button", name="Pause").first
    ).to_be_visible()
    assert len(scripts()) > 2, "the weighing sees no late scripts, so its bound means nothing"
