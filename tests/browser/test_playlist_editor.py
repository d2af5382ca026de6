"""The playlist editor: nothing for axe to find, drag by touch, and 10,000 rows of which a window is there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import call
from tests.browser.site import Site
from tests.browser.test_pages import AXE, WIDTHS, violations_here

pytestmark = pytest.mark.browser

TITLE = ".editor-row .track__title"
MANY = 10_000
MOST_ROWS = 60
"""Rows in the document, however long the playlist is."""
MOST_PAGES = 6
"""Asked for where somebody goes to the end of it: those around its start, and those around its end."""
LONGEST_FRAME_MS = 120
"""Slower frames than that are seen as a stop; the machines of tests draw without a graphics card."""
FILL = """
from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Track
from playlists.models import Playlist
from playlists.services.change import touched
from playlists.services.entries import insert_keys
playlist = Playlist.objects.get(public_id="{public_id}")
keys = list(Track.objects.order_by("pk").values_list("pk", flat=True))
keys = (keys * ({many} // len(keys) + 1))[:{many}]
touched(playlist, entries=len(keys), duration_ms=insert_keys(playlist, playlist.owner, keys))
"""


@pytest.fixture
def edited(signed_in: Page) -> Iterator[str]:
    """The address of a playlist with eight tracks, of the administrator's."""
    tracks = call(signed_in, "GET", "tracks/?limit=8")["results"]
    items = [f"track:{one['id']}" for one in tracks]
    made = call(signed_in, "POST", "playlists/", {"title": "Drawn by hand", "items": items})
    yield str(made["url"])
    call(signed_in, "DELETE", f"playlists/{made['id']}/")


@pytest.fixture
def long(signed_in: Page, site: Site) -> Iterator[str]:
    """The address of a playlist of 10,000 entries."""
    made = call(signed_in, "POST", "playlists/", {"title": "Ten thousand"})
    site.manage("shell", "-c", FILL.format(public_id=made["id"], many=MANY))
    yield str(made["url"])
    call(signed_in, "DELETE", f"playlists/{made['id']}/")


def titles(page: Page) -> list[str]:
    return page.locator(TITLE).all_inner_texts()


def test_axe_finds_nothing_in_the_editor(signed_in: Page, edited: str) -> None:
    page = signed_in
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(edited)
        expect(page.locator(TITLE)).to_have_count(8)
        page.evaluate(AXE.read_text())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations_here(page) == [], f"{width} px, {scheme}"
        row = page.locator(".editor-row").nth(1)
        row.focus()
        page.keyboard.press("Space")
        expect(row).to_have_attribute("aria-selected", "true")
        assert violations_here(page) == [], f"with a chosen row, {scheme}"


def test_a_row_is_dragged_by_a_mouse(signed_in: Page, edited: str) -> None:
    page = signed_in
    page.goto(edited)
    expect(page.locator(TITLE)).to_have_count(8)
    before = titles(page)
    rows = page.locator(".editor-row")
    with page.expect_response("**/entries/move/"):
        rows.nth(0).drag_to(rows.nth(2), target_position={"x": 300, "y": 45})
    expected = [before[1], before[2], before[0], *before[3:]]
    expect(page.locator(TITLE)).to_have_text(expected)
    page.reload()
    expect(page.locator(TITLE)).to_have_text(expected)


def test_a_row_is_dragged_by_a_finger_and_the_page_still_scrolls(
    browser: Browser, site: Site, signed_in: Page, edited: str
) -> None:
    context = browser.new_context(
        base_url=site.url,
        viewport={"width": 360, "height": 780},
        has_touch=True,
        is_mobile=True,
        storage_state=signed_in.context.storage_state(),
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(edited)
    expect(page.locator(TITLE)).to_have_count(8)
    before = titles(page)
    finger = context.new_cdp_session(page)

    def touch(kind: str, x: float = 0, y: float = 0) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    page.locator(".editor-row").nth(1).scroll_into_view_if_needed()
    grip = page.locator(".editor-row .editor-grip").nth(0)
    box = grip.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch("touchStart", x, y)
    for step in range(1, 8):
        touch("touchMove", x, y + step * 17)
    with page.expect_response("**/entries/move/"):
        touch("touchEnd")
    expected = [before[1], before[2], before[0], *before[3:]]
    expect(page.locator(TITLE)).to_have_text(expected)
    # Anywhere else a finger scrolls.
    was = page.evaluate("scrollY")
    box = page.locator(".editor-words").nth(3).bounding_box()
    assert box
    x, y = box["x"] + 40, box["y"] + 10
    touch("touchStart", x, y)
    for step in range(1, 8):
        touch("touchMove", x, y - step * 30)
    touch("touchEnd")
    page.wait_for_function("was => scrollY > was + 50", arg=was)
    assert titles(page) == expected
    context.close()


def scrolled(page: Page) -> tuple[float, int]:
    """Scroll for 90 frames: milliseconds below which 95 of 100 of them stay, and the most rows in the document."""
    told = page.evaluate(
        """async () => {
          const frames = [];
          let last = performance.now();
          let most = 0;
          for (let step = 0; step < 90; step++) {
            scrollBy(0, 400);
            await new Promise(requestAnimationFrame);
            const now = performance.now();
            frames.push(now - last);
            last = now;
            most = Math.max(most, document.querySelectorAll(".editor-row").length);
          }
          return {frames, most};
        }"""
    )
    frames = sorted(told["frames"])
    return frames[int(len(frames) * 0.95)], told["most"]


def test_ten_thousand_rows_scroll_smoothly_and_few_are_in_the_document(
    signed_in: Page, long: str
) -> None:
    page = signed_in
    page.goto(long)
    rows = page.locator(".editor-row")
    expect(page.locator(TITLE).first).to_be_visible()
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(MANY))
    assert rows.count() <= MOST_ROWS
    slow, most = scrolled(page)
    assert most <= MOST_ROWS
    assert rows.count() <= MOST_ROWS
    # What the same way down costs where there is nothing, on this machine, as busy as it is now.
    page.evaluate(
        """() => {
          const nothing = document.createElement("div");
          nothing.style.height = `${document.documentElement.scrollHeight}px`;
          document.querySelector("main").replaceChildren(nothing);
          scrollTo(0, 0);
        }"""
    )
    empty, _ = scrolled(page)
    assert slow < max(LONGEST_FRAME_MS, 3 * empty), (slow, empty)


def test_what_is_far_away_comes_without_all_that_lies_before_it(signed_in: Page, long: str) -> None:
    page = signed_in
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/entries/?" in one.url else None)
    page.goto(long)
    first = page.locator(TITLE).first
    expect(first).to_be_visible()
    page.locator(".editor-row").first.focus()
    page.keyboard.press("End")
    last = page.locator(f'.editor-row[aria-rowindex="{MANY}"]')
    expect(last.locator(".track__title")).to_be_visible()
    expect(last).to_be_focused()
    assert len(asked) <= MOST_PAGES, asked
    assert page.locator(".editor-row").count() <= MOST_ROWS
    # It is moved to the start, beside what is loaded there, and stays there.
    title = last.locator(".track__title").inner_text()
    page.keyboard.press("Space")
    with page.expect_response("**/entries/move/") as moved:
        page.get_by_role("button", name="To the top").click()
    assert moved.value.ok
    page.keyboard.press("Home")
    page.evaluate("scrollTo(0, 0)")
    expect(first).to_have_text(title)
    page.reload()
    expect(first).to_have_text(title)


def test_the_menu_of_an_own_row_knows_one_s_likes_leads_on_and_removes(
    signed_in: Page, edited: str
) -> None:
    page = signed_in
    page.goto(edited)
    row = page.locator(".editor-row").nth(2)
    track = row.get_attribute("data-track-row")
    title = row.locator(".track__title").inner_text()
    call(page, "PUT", f"me/likes/track/{track}/")
    page.reload()
    row.focus()
    page.keyboard.press("ContextMenu")
    menu = page.get_by_role("dialog", name=title)
    expect(menu.locator("[data-like]")).to_have_attribute("aria-pressed", "true")
    assert violations_here(with_axe(page)) == []
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    call(page, "DELETE", f"me/likes/track/{track}/")
    row.hover()
    row.locator("[data-menu]").click()
    menu.get_by_role("button", name="Remove from this playlist").click()
    expect(page.locator(TITLE)).to_have_count(7)
    expect(page.locator(TITLE, has_text=title)).to_have_count(0)


def with_axe(page: Page) -> Page:
    page.evaluate(AXE.read_text())
    return page
