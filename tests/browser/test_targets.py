"""Every link and button can be hit by a finger, in every list, with whatever letters it is shown.

axe looks at one order of one catalogue in one font; these look at the boxes themselves.
"""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser import test_pages
from tests.browser.site import Site
from tests.browser.test_pages import address

pytestmark = pytest.mark.browser

LEAST = 24
"""CSS pixels each way: WCAG 2.2, 2.5.8 Target Size (Minimum)."""
PAGES = [name for name in test_pages.PAGES if name not in {"login", "missing"}]
LETTERS = {
    "as designed": "",
    "112 %": "html { font-size: 112% !important }",
    "80 %": "html { font-size: 80% !important }",
    "wide letters": ":root { --font-text: 'DejaVu Sans', monospace !important }",
    "narrow letters": ":root { --font-text: 'Liberation Sans Narrow', serif !important }",
}
DRESS = """style => {
    const sheet = document.getElementById("dress") ?? document.head.appendChild(document.createElement("style"));
    sheet.id = "dress";
    sheet.textContent = style;
}"""
# In running text a link is as high as its line, which WCAG allows.
TOO_SMALL = """([least, running]) =>
    [...document.querySelectorAll('main :is(a, button, summary, select, input:not([type=hidden])), nav a')]
        .filter(each => !each.closest(running) && each.checkVisibility({visibilityProperty: true}))
        .map(each => [each, each.getBoundingClientRect()])
        .filter(([, box]) => box.width < least - 0.05 || box.height < least - 0.05)
        .map(([each, box]) => `${each.outerHTML.slice(0, 80)} is ${box.width} x ${box.height}`)
"""
RUNNING_TEXT = ".prose, .quiet, .state__text, .notice, .field__help, .lyrics-sheet"
# A row's words stay in the row, and rows stay off each other: also those that are out of sight.
LAID_OVER = """() => [...document.querySelectorAll('.track')].flatMap((row, place, rows) => {
    const {bottom} = row.getBoundingClientRect(), next = rows[place + 1]?.getBoundingClientRect();
    const lowest = Math.max(...[...row.querySelectorAll('a, button')]
        .filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect().bottom));
    const found = [];
    if (lowest > bottom + 0.05) found.push(`row ${place + 1} ends at ${bottom}, its words at ${lowest}`);
    if (next && next.top >= row.getBoundingClientRect().top && next.top < bottom - 0.05)
        found.push(`row ${place + 2} begins at ${next.top}, before ${bottom}`);
    return found;
})"""


@pytest.mark.parametrize("face", ["our own", "none of ours"])
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_every_target_is_24_px_and_no_row_lies_over_the_next(
    browser: Browser, site: Site, width: int, face: str
) -> None:
    context = browser.new_context(
        base_url=site.url, viewport={"width": width, "height": 600}, bypass_csp=True
    )
    page = context.new_page()
    if face == "none of ours":
        page.route("**/*.woff2", _lost)
    for name in PAGES:
        page.goto(address(page, name))
        page.wait_for_load_state("networkidle")
        for letters, style in LETTERS.items():
            page.evaluate(DRESS, style)
            where = f"{name} at {width} px, {letters}, face: {face}"
            assert page.evaluate(TOO_SMALL, [LEAST, RUNNING_TEXT]) == [], where
            assert page.evaluate(LAID_OVER) == [], where
    context.close()


def _lost(route: Route) -> None:
    route.abort()
