"""Somebody searches from the box: by keyboard, and what was searched for lately comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.site import Site
from tests.browser.test_listening import bar, it_plays

pytestmark = pytest.mark.browser

SONG, MISSPELT = "Staircase Jig", "stiarcase jgi"
KEYSTROKES = 3


@pytest.fixture
def indexed(page: Page) -> None:
    """The index of a site that has just begun is there: before, names are found as they are spelt alone."""
    page.goto("/albums/")
    page.wait_for_function(
        """async ([typed, song]) => (await (await fetch(`/search/instant/?q=${encodeURIComponent(typed)}`)).text())
            .includes(song)""",
        arg=[MISSPELT, SONG],
        polling=500,
        timeout=60_000,
    )


def box(page: Page) -> Locator:
    return page.locator("input[data-search-box]")


def test_escape_closes_what_is_found_and_leaves_what_was_typed(page: Page) -> None:
    page.goto("/albums/")
    box(page).focus()
    page.keyboard.type("heat")
    expect(page.locator("#search-instant")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#search-instant")).to_be_hidden()
    expect(box(page)).to_have_value("heat")
    expect(box(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#search-instant")).to_be_visible()


def test_recent_searches_come_back_and_stay_in_the_browser(
    page: Page, context: BrowserContext
) -> None:
    page.goto("/albums/")
    box(page).fill("heat pump")
    # Its code comes with the first focus; until then it is the plain form, which keeps nothing.
    expect(box(page)).to_have_role("combobox")
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=heat*")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.goto("/albums/")
    box(page).focus()
    recent = page.locator("#search-instant [data-recent=search]")
    expect(recent).to_have_text(["heat pump"])
    assert not [url for url in asked if "heat" in url], "the server is not told of them"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#search-instant [role=option]").first).to_contain_text("Heat Pump")
    box(page).fill("")
    page.locator("#search-instant [data-recent=forget]").click()
    expect(page.locator("#search-instant")).to_be_hidden()
    page.reload()
    box(page).focus()
    expect(page.locator("#search-instant [data-recent]")).to_have_count(0)


def test_a_misspelt_name_is_typed_and_the_song_sounds_three_keystrokes_later(
    indexed: None, page: Page
) -> None:
    page.goto("/albums/")
    box(page).focus()
    page.keyboard.type(MISSPELT)
    options = page.locator("#search-instant [role=option]")
    song = options.filter(has_text=SONG)
    expect(song).to_have_count(1)
    names = options.all_inner_texts()
    place = next(at for at, name in enumerate(names, 1) if SONG in name)
    assert place + 1 <= KEYSTROKES, names
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    expect(song).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    it_plays(page)
    expect(bar(page).locator(".bar-title")).to_have_text(SONG)
    expect(page.locator("#search-instant")).to_be_hidden()


def test_without_a_script_the_box_is_a_form(indexed: None, browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/albums/")
    box(page).fill(MISSPELT)
    box(page).press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator("#results").get_by_role("link", name=SONG).first).to_be_visible()
    expect(page.locator("main input[name=q]")).to_have_value(MISSPELT)
    context.close()


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.url, viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == [], "the page raised errors"


def searched_for(page: Page, *texts: str) -> Locator:
    """Search by touch alone, the last one last; the box, empty again on a new page."""
    for text in texts:
        page.goto("/")
        page.get_by_role("navigation").get_by_role("link", name="Search").tap()
        page.wait_for_url("**/search/")
        live = page.locator("input[data-search-live]")
        live.tap()
        expect(live).to_have_role("combobox")
        live.fill(text)
        page.locator("#results").get_by_role("link", name="Heat Pump").first.tap()
        page.wait_for_url(lambda url: "/search/" not in url)
    page.goto("/search/")
    live = page.locator("input[data-search-live]")
    live.tap()
    return live


def test_a_press_on_a_recent_search_runs_it_on_a_phone(phone: Page) -> None:
    live = searched_for(phone, "heat pump", "heat")
    recent = phone.locator("#search-instant [data-recent=search]")
    expect(recent).to_have_text(["heat", "heat pump"])
    for place in (0, 1):
        box = recent.nth(place).bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 360
    recent.nth(1).tap()
    expect(live).to_have_value("heat pump")
    expect(phone.locator("#search-instant")).to_be_hidden()
    phone.wait_for_url("**/search/?q=heat*pump")
    expect(phone.locator("#results").get_by_role("link", name="Heat Pump").first).to_be_visible()


def test_a_recent_search_is_forgotten_by_touch_and_the_others_stay(phone: Page) -> None:
    live = searched_for(phone, "heat pump", "heat")
    recent = phone.locator("#search-instant [data-recent=search]")
    remove = phone.get_by_role("option", name="Forget “heat”")
    size = remove.bounding_box()
    assert size
    assert min(size["width"], size["height"]) >= 44
    remove.tap()
    expect(recent).to_have_text(["heat pump"])
    expect(live).to_be_focused()
    expect(live).to_have_value("")
    expect(phone.get_by_role("status").filter(has_text="“heat” is forgotten.")).to_have_count(1)
    phone.reload()
    live.tap()
    expect(recent).to_have_text(["heat pump"])
    phone.get_by_role("option", name="Forget “heat pump”").tap()
    expect(phone.locator("#search-instant")).to_be_hidden()


def test_a_recent_search_is_forgotten_by_the_key_that_deletes(page: Page) -> None:
    page.goto("/albums/")
    for text in ("heat pump", "staircase"):
        box(page).fill(text)
        expect(box(page)).to_have_role("combobox")
        box(page).press("Enter")
        page.wait_for_url("**/search/?q=*")
        page.goto("/albums/")
    box(page).focus()
    recent = page.locator("#search-instant [data-recent=search]")
    expect(recent).to_have_text(["staircase", "heat pump"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Delete")
    expect(recent).to_have_text(["staircase"])
    expect(box(page)).to_be_focused()
