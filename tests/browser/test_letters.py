"""Letters of pitches as mail programs draw them: on the smallest phone, in light and in dark."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from mail.services import letter_write

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LINK = "https://music.example.org/p/" + "x" * 32 + "/"
CONTEXT: dict[str, Any] = {
    "sender": "Mo of Label",
    "workspace": "Label",
    "title": "Three quiet songs for the last scene",
    "name": "Anna",
    "message": f"We talked of something slow.\n\nHere it is. {LONG}",
    "tracks": [
        {"title": "Harbour at Night", "artists": "Ida Lund", "duration_ms": 201_000},
        {"title": LONG, "artists": LONG, "duration_ms": 3_723_000},
        {"title": "No length", "artists": "", "duration_ms": 0},
    ],
    "more": 4,
    "count": 7,
    "has_password": True,
    "embargo_until": datetime(2027, 1, 1, 9, tzinfo=UTC),
    "open_until": datetime(2027, 2, 1, tzinfo=UTC),
    "may_download": True,
    "color": "#1d4ed8",
    "on_color": "#ffffff",
    "link": LINK,
    "unsubscribe": f"{LINK}unsubscribe/",
    "is_follow_up": False,
}

# The ratio of WCAG 2.2 between each text's colour and the nearest background that is not transparent.
CONTRASTS = """() => {
  const parts = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = (color) => {
    const [r, g, b] = parts(color).map((c) => c / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (parts(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility({opacityProperty: true})) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    found.push([walker.currentNode.data.trim().slice(0, 40), (a + 0.05) / (b + 0.05)]);
  }
  return found;
}"""


def drawn(browser: Browser, width: int, scheme: Any, **more: Any) -> Page:
    html = letter_write(
        to="anna@example.org", template="pitching/letters/pitch",
        html_template="pitching/letters/pitch.html", context=CONTEXT | more,
    ).html  # fmt: skip
    page = browser.new_page(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page.set_content(html)
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768])
def test_a_letter_fits_and_can_be_read(browser: Browser, width: int, scheme: str) -> None:
    page = drawn(browser, width, scheme)
    try:
        assert page.evaluate("document.documentElement.scrollWidth") == width, "nothing sticks out"
        weak = [pair for pair in page.evaluate(CONTRASTS) if pair[1] < 4.5]
        assert weak == []
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (paper == "rgb(22, 19, 17)") == (scheme == "dark")
        button = page.get_by_role("link", name="Listen to 7 tracks")
        assert button.get_attribute("href") == LINK
        box = button.bounding_box()
        assert box
        assert box["height"] >= 44, "a thumb meets it"
    finally:
        page.close()


def test_a_letter_loads_nothing(browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(
        letter_write(
            to="a@example.org", template="pitching/letters/pitch",
            html_template="pitching/letters/pitch.html", context=CONTEXT,
        ).html
    )  # fmt: skip
    page.wait_for_load_state("networkidle")
    page.close()
    assert asked == [], "a letter that was opened tells nobody"
