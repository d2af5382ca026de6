"""How a load felt is told by the browser as the page is left, and which click a request came of with the request."""

import re
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from musicsite.tests.serving import until
from tests.browser.site import Site

pytestmark = pytest.mark.browser
SOUNDS, SOUNDED = "musicsite_first_sound_seconds_count", "musicsite_first_sound_seconds_sum"
SHIFTED = "musicsite_layout_shift_sum"
VITALS = [f'musicsite_web_vital_seconds_count{{vital="{one}"}}' for one in ("LCP", "TTFB", "INP")]
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01")


def counted(site: Site, metric: str) -> float:
    with urllib.request.urlopen(f"{site.url}/metrics", timeout=10) as answer:  # noqa: S310  # loopback
        lines = answer.read().decode().splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith(metric))


def test_a_page_that_is_left_tells_how_it_felt_and_when_it_sounded(page: Page, site: Site) -> None:
    page.goto("/albums/")
    page.locator("main [data-play]").first.click()
    expect(page.locator("#player")).to_contain_text("0:01")
    # Pages of other tests have told theirs to the same site.
    before = {metric: counted(site, metric) for metric in (SOUNDS, SOUNDED, SHIFTED, *VITALS)}
    page.goto("about:blank")
    until(lambda: counted(site, SOUNDS) == before[SOUNDS] + 1, "the first sound was not told")
    assert 0 < counted(site, SOUNDED) - before[SOUNDED] < 20
    for vital in VITALS:
        assert counted(site, vital) == before[vital] + 1, vital
    assert counted(site, SHIFTED) - before[SHIFTED] < 0.1


def test_what_a_page_asks_for_names_its_trace_and_a_click_begins_another(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.headers.get("traceparent", "")))
    page.goto("/albums/")
    page.wait_for_load_state("networkidle")
    asked.clear()
    page.locator("main .card a[href^='/albums/']").first.click()
    page.wait_for_url(re.compile("/albums/.+-[0-9a-f]{32}"))
    page.wait_for_load_state("networkidle")
    first = next(filter(None, asked))
    assert TRACEPARENT.fullmatch(first)
    asked.clear()
    page.locator("main [data-play]").first.click()
    expect(page.locator("#player")).to_contain_text("0:01")
    # What comes into sight as the page scrolls to the button is still of the click before.
    traces = {one[3:35] for one in asked if TRACEPARENT.fullmatch(one)}
    assert traces - {first[3:35]}
