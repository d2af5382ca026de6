"""What the client adds to pages: the menu of a row, colours that were chosen, and calm when the network goes."""

import re

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
    expect(menu.get_by_role("radio", name="No stars")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("button", name="Play next")).to_be_focused()
    for _ in range(3):
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


def test_stars_following_and_listening_later_are_set_at_once_and_stay(signed_in: Page) -> None:
    page = signed_in
    page.goto("/artists/")
    page.locator(".person", has_text="The Rubber Compass").click()
    page.wait_for_url("**/artists/*-*")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_role("button", name="Following")).to_be_visible()
    stars = page.locator("main [data-rate]")
    stars.get_by_role("radio", name="4 stars").focus()
    with page.expect_response("**/api/v1/me/ratings/artist/**"):
        page.keyboard.press("ArrowLeft")
    expect(stars.get_by_role("radio", name="3 stars")).to_be_checked()
    page.goto("/albums/")
    page.locator(".card__title a").first.click()
    page.wait_for_url("**/albums/*-*")
    later = page.locator("main .masthead [data-later]")
    with page.expect_response("**/api/v1/me/later/"):
        later.click()
    expect(later).to_have_attribute("aria-pressed", "true")
    row = page.locator("li[data-track-row]").first
    row.locator("[data-menu]").focus()
    page.keyboard.press("Enter")
    with page.expect_response("**/api/v1/me/ratings/track/**"):
        page.locator(".menu").get_by_role("radio", name="5 stars").check(force=True)
    page.keyboard.press("Escape")
    expect(row.locator(".track__stars")).to_have_accessible_name("5 stars")
    page.reload()
    expect(later).to_have_attribute("aria-pressed", "true")
    expect(row.locator(".track__stars")).to_have_accessible_name("5 stars")
    with page.expect_response("**/api/v1/me/later/*/"):
        later.click()
    page.goto("/")
    expect(page.get_by_role("heading", name="New from artists you follow")).to_be_visible()
    page.goto("/following/")
    page.locator(".person").first.click()
    with page.expect_response("**/api/v1/me/follows/*/"):
        page.get_by_role("button", name="Following").click()
    expect(page.get_by_role("button", name="Follow", exact=True)).to_be_visible()


def test_what_the_server_does_not_take_is_shown_as_it_was(signed_in: Page) -> None:
    page = signed_in
    page.goto("/albums/")
    page.locator(".card__title a").first.click()
    page.wait_for_url("**/albums/*-*")
    page.route("**/api/v1/me/later/", lambda route: route.abort())
    page.route("**/api/v1/me/likes/**", lambda route: route.abort())
    for name in ("later", "like"):
        button = page.locator(f"main .masthead [data-{name}]")
        before = button.get_attribute("aria-pressed") or ""
        button.click()
        expect(page.locator(".toast")).to_contain_text("could not be saved")
        expect(button).to_have_attribute("aria-pressed", before)
        page.locator(".toast").evaluate("toast => toast.remove()")


def test_a_form_that_comes_back_has_the_focus_where_it_is_wrong(signed_in: Page) -> None:
    page = signed_in
    page.goto("/playlists/import/")
    field = page.locator("main input[type=file]")
    expect(field).not_to_be_focused()
    page.locator("main form").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("This field is required.")).to_be_visible()
    expect(field).to_be_focused()


FAILED = {
    "content_type": "text/html",
    "body": "<!doctype html><title>Broken</title><main class='main bare'><h1>A wrong note</h1></main>",
}


@pytest.mark.parametrize("way", ["none/such/", "albums/"])
def test_what_plays_keeps_its_bar_on_a_page_of_an_error(
    way: str, browser: Browser, site: Site
) -> None:
    """One of ours, and one of a server that can say no more than that it failed."""
    page = browser.new_context(base_url=site.url).new_page()
    page.goto("/tracks/")
    page.locator("[data-track-row] [data-play]").first.click()
    controls = page.get_by_role("group", name="Playback")
    stop = controls.get_by_role("button", name="Pause")
    expect(stop).to_be_visible()
    if way == "albums/":
        page.route("**/albums/", lambda route: route.fulfill(status=500, **FAILED))
    page.evaluate(
        "address => { document.querySelector('.track__title').href = address }", f"/{way}"
    )
    page.locator(".track__title").first.click()
    expect(page.locator("h1")).to_have_text(re.compile("Nothing to hear here|A wrong note"))
    expect(stop).to_be_visible()
    stop.click()
    expect(controls.get_by_role("button", name="Play", exact=True)).to_be_visible()
    page.context.close()


def test_a_part_that_fails_leaves_the_page_as_it_was(browser: Browser, site: Site) -> None:
    page = browser.new_context(base_url=site.url).new_page()
    page.goto("/search/?q=heat")
    page.route("**/search/?q=*", lambda route: route.fulfill(status=503, **FAILED))
    found = page.locator("#results [data-track-row]").first
    expect(found).to_be_visible()
    page.locator("main input[name=q]").press_sequentially(" pump")
    expect(page.get_by_role("status").filter(has_text="Search does not answer")).to_be_visible()
    expect(found).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Content missing")
    page.context.close()
