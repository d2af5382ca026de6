"""Playlists in real browsers: edited by two at once, by keys alone, and added to from any row."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import browser_of
from tests.browser.site import Site

pytestmark = pytest.mark.browser

TITLE = ".editor-row .track__title"


@pytest.fixture
def filled(signed_in: Page) -> str:
    """A new playlist of the administrator's with five tracks, made by the API of the page; its address."""
    signed_in.goto("/tracks/")
    return str(
        signed_in.evaluate(
            """async () => {
              const token = /csrftoken=([^;]+)/.exec(document.cookie)[1];
              const send = (url, body) => fetch(url, {method: "POST", body: JSON.stringify(body),
                headers: {"Content-Type": "application/json", "X-CSRFToken": token}}).then((r) => r.json());
              const rows = [...document.querySelectorAll("[data-track-row]")].slice(0, 5);
              const items = rows.map((row) => `track:${row.dataset.trackRow}`);
              const made = await send("/api/v1/playlists/", {title: "Together"});
              await send(`/api/v1/playlists/${made.id}/entries/`, {items});
              return made.url;
            }"""
        )
    )


@pytest.fixture
def second(browser: Browser, site: Site, signed_in: Page) -> Iterator[Page]:
    """Another browser of the same person."""
    context = browser.new_context(
        base_url=site.url, storage_state=signed_in.context.storage_state()
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def titles(page: Page) -> list[str]:
    rows = page.locator(TITLE)
    expect(rows.first).to_be_visible()
    return rows.all_text_contents()


def test_a_playlist_edited_by_two_browsers_at_once_ends_with_both_edits(
    signed_in: Page, second: Page, filled: str
) -> None:
    signed_in.goto(filled)
    second.goto(filled)
    before = titles(signed_in)
    assert titles(second) == before
    assert len(before) == 5
    # One takes the first track away while the other moves the last one to the second place, on the old list.
    signed_in.locator(".editor-row").first.hover()
    signed_in.locator(".editor-remove").first.click()
    last = second.locator(".editor-row").last
    last.focus()
    for _ in range(3):
        second.keyboard.press("Alt+ArrowUp")
    after = [before[4], before[1], before[2], before[3]]
    for page in (signed_in, second):
        expect(page.locator(".toast")).to_be_visible()
        page.reload()
        assert set(titles(page)) == set(after)
        assert titles(page).index(before[4]) < titles(page).index(before[2])


def test_what_is_removed_by_keys_comes_back_by_keys(signed_in: Page, filled: str) -> None:
    signed_in.goto(filled)
    before = titles(signed_in)
    signed_in.locator(".editor-row").first.focus()
    signed_in.keyboard.press("ArrowDown")
    signed_in.keyboard.press("Shift+ArrowDown")
    signed_in.keyboard.press("Delete")
    expect(signed_in.locator(".toast")).to_contain_text(re.compile("Removed 2"))
    expect(signed_in.locator(TITLE)).to_have_count(3)
    expect(signed_in.locator(".toast button")).to_be_visible()
    signed_in.keyboard.press("Control+z")
    expect(signed_in.locator(TITLE)).to_have_count(5)
    assert titles(signed_in) == before


def test_a_title_stays_typed_while_the_server_can_t_be_reached(
    browser: Browser, site: Site
) -> None:
    page = browser_of(browser, site, "ines")
    page.goto("/tracks/")
    page.locator("[data-track-row] [data-menu]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".menu [data-add-to-playlist]").click()
    dialog = page.locator(".add-to")
    dialog.get_by_label("New playlist").fill("Made once")
    page.context.set_offline(True)
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog.get_by_role("alert")).to_have_text("The server can't be reached")
    expect(dialog.get_by_label("New playlist")).to_have_value("Made once")
    page.context.set_offline(False)
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog).to_contain_text("Added to Made once")
    page.context.close()


def test_a_track_is_added_from_the_menu_of_its_row(signed_in: Page, filled: str) -> None:
    signed_in.goto("/tracks/")
    signed_in.locator("a[data-menu]").nth(7).click()
    signed_in.locator(".menu [data-add-to-playlist]").click()
    signed_in.locator(".add-to__choice", has_text="Together").first.click()
    expect(signed_in.locator(".add-to")).to_contain_text("Added to")
    signed_in.locator(".add-to a").click()
    expect(signed_in.locator(TITLE)).to_have_count(6)
