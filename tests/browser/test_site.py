"""What the client adds to pages: the menu of a row, colours that were chosen, and calm when the network goes."""

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.site import Site

pytestmark = pytest.mark.browser


def opened(page: Page, place: int = 0) -> tuple[Locator, Locator]:
    """The dots of a row and the menu that they open."""
    dots = page.locator("[data-track-row] [data-menu]").nth(place)
    dots.focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("dialog")
    expect(menu).to_be_visible()
    return dots, menu


def test_the_menu_of_a_row_goes_by_keyboard_and_gives_the_focus_back(signed_in: Page) -> None:
    page = signed_in
    page.goto("/tracks/")
    dots, menu = opened(page)
    expect(menu.get_by_role("button", name="Like")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("button", name="Play next")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("link", name="About this track")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(dots).to_be_focused()
    dots.click()
    dots.click()
    expect(menu).to_have_count(0)


def test_a_track_is_liked_and_queued_from_its_menu_on_a_phone(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        base_url=site.url, viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", site.email)
    page.fill("input[name=password]", site.password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto("/tracks/")
    row = page.locator("[data-track-row]").nth(2)
    heart = row.locator("[data-like]")
    expect(heart).to_be_hidden()
    row.locator("[data-menu]").tap()
    menu = page.get_by_role("dialog")
    menu.get_by_role("button", name="Like").tap()
    expect(heart).to_be_visible()
    menu.get_by_role("button", name="Like").tap()
    expect(heart).to_be_hidden()
    menu.get_by_role("button", name="Add to queue").tap()
    expect(menu).to_have_count(0)
    title = row.locator(".track__title").inner_text()
    expect(page.locator("#player")).to_contain_text(title)
    context.close()


def test_the_menu_leads_to_the_album_and_each_artist(page: Page) -> None:
    page.goto("/tracks/")
    row = page.locator("[data-track-row]", has_text="Courtyard, Both Bands")
    row.locator("[data-menu]").focus()
    page.keyboard.press("Enter")
    menu = page.get_by_role("dialog", name="Courtyard, Both Bands")
    expect(menu.get_by_role("button", name="Like")).to_have_count(0)  # nobody is signed in
    assert menu.get_by_role("link").all_inner_texts() == [
        "Seven Rooms: A Demo Sampler",
        "Wren Street Consort",
        "The Rubber Compass",
        "About this track",
    ]
    menu.get_by_role("link", name="The Rubber Compass").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The Rubber Compass")
    expect(menu).to_have_count(0)


def test_without_a_script_the_dots_lead_to_the_track(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/tracks/")
    href = page.locator("[data-track-row] [data-menu]").first.get_attribute("href") or ""
    assert page.goto(href).ok  # type: ignore[union-attr]
    context.close()


def test_chosen_colours_are_there_before_the_first_paint(browser: Browser, site: Site) -> None:
    """The page is held up at its client: what is painted then has nothing of it yet."""
    context = browser.new_context(base_url=site.url, color_scheme="light")
    page = context.new_page()
    page.goto("/")
    page.evaluate("localStorage.setItem('musicsite:theme', 'dark')")
    page.route("**/dist/**", lambda route: route.abort())
    page.goto("/albums/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    context.close()


def test_a_lost_connection_keeps_the_page_and_says_so(browser: Browser, site: Site) -> None:
    # Not the watched page: Turbo lets the browser's own "Failed to fetch" through to the console.
    page = browser.new_context(base_url=site.url).new_page()
    page.goto("/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    albums = page.get_by_role("navigation", name="Main").get_by_role("link", name="Albums")
    albums.click()
    expect(page.get_by_role("status").filter(has_text="No connection")).to_be_visible()
    expect(page.get_by_role("heading", name="Newest")).to_be_visible()
    expect(page.locator(".turbo-progress-bar")).to_have_count(0)
    page.context.set_offline(False)
    albums.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Albums")
    expect(page.get_by_text("No connection")).to_have_count(0)
    page.context.close()
