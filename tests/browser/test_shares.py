"""Something private is shared with two people: it waits in their inboxes, sounds there, and ends when taken back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import browser_of, call, person
from tests.browser.site import Site
from tests.browser.test_listening import bar, it_plays
from tests.browser.test_pages import AXE, WIDTHS, violations_here

pytestmark = pytest.mark.browser

ALBUM = "Suite for Six Strings"
NOTE = "The third one is for you."


@pytest.fixture
def private(signed_in: Page) -> Iterator[str]:
    """The id of an album that only its workspace opens, as the administrator's page knows it."""
    page = signed_in
    found = [
        one for one in call(page, "GET", "albums/?limit=100")["results"] if one["title"] == ALBUM
    ]
    album = str(found[0]["id"])
    call(page, "PATCH", f"albums/{album}/curation/", {"visibility": "private"})
    yield album
    call(page, "PATCH", f"albums/{album}/curation/", {"visibility": ""})


@pytest.fixture
def given(signed_in: Page, private: str, site: Site) -> Iterator[str]:
    """That album, shared by the dialog of its page with two listeners."""
    for handle in ("ines", "otto"):
        person(site, handle)
    page = signed_in
    page.goto(str(call(page, "GET", f"albums/{private}/")["url"]))
    page.locator("main .masthead [data-share]").click()
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog.get_by_label("With whom")).to_be_focused()
    page.evaluate(AXE.read_text())
    assert violations_here(page) == [], "the dialog"
    page.keyboard.type("ines otto")
    dialog.get_by_label("A note").fill(NOTE)
    dialog.get_by_role("button", name="Share").click()
    expect(page.get_by_role("status").filter(has_text="It is shared.")).to_be_visible()
    expect(dialog).to_have_count(0)
    yield private
    for one in call(page, "GET", "shares/")["results"]:
        call(page, "DELETE", f"shares/{one['id']}/")


def test_who_was_signed_out_meanwhile_is_told_and_keeps_what_they_wrote(
    browser: Browser, site: Site
) -> None:
    for handle in ("ines", "otto"):
        person(site, handle)
    page = browser_of(browser, site, "ines")
    page.goto("/albums/")
    page.locator("main a[href^='/albums/'][href*='-']").first.click()
    page.locator("main .masthead [data-share]").click()
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog.get_by_label("With whom")).to_be_focused()
    page.keyboard.type("otto")
    dialog.get_by_label("A note").fill(NOTE)
    page.context.clear_cookies(name="session")
    dialog.get_by_role("button", name="Share").click()
    expect(dialog.get_by_role("alert")).to_contain_text("signed out")
    expect(dialog.get_by_label("A note")).to_have_value(NOTE)
    page.context.close()


@pytest.fixture
def ines(browser: Browser, site: Site) -> Iterator[Page]:
    page = browser_of(browser, site, "ines")
    yield page
    page.context.close()


@pytest.fixture
def otto(browser: Browser, site: Site) -> Iterator[Page]:
    page = browser_of(browser, site, "otto", width=360)
    yield page
    page.context.close()


def status(page: Page, address: str) -> int:
    """How the server answers this browser. The session goes along, what the browser keeps does not."""
    return page.context.request.get(address).status


def test_a_private_album_is_given_to_two_heard_by_both_and_taken_back_while_it_plays(
    signed_in: Page, given: str, ines: Page, otto: Page
) -> None:
    for page in (ines, otto):
        page.goto("/")
        count = page.locator("[data-waiting~=inbox]:visible [data-number]")
        expect(count.first).to_have_text("1")
        page.goto("/inbox/")
        item = page.locator(".inbox__item", has_text=ALBUM)
        expect(item).to_contain_text(NOTE)
        expect(item).to_have_class("inbox__item is-new")
        page.evaluate(AXE.read_text())
        assert violations_here(page) == [], "the inbox"
        with page.expect_response("**/api/v1/inbox/**"):
            item.get_by_role("button", name=f"Play {ALBUM}").click()
        it_plays(page)
        expect(page.locator("[data-waiting~=inbox]:visible")).to_have_count(0)
    tracks = call(ines, "GET", f"tracks/?album={given}")["results"]
    last = tracks[-1]
    assert status(ines, last["stream_url"]) == 200
    # Taken back from one of them, by the giver's page.
    signed_in.goto("/shares/")
    row = signed_in.locator(".inbox__item", has_text="Ines").filter(has_text=ALBUM)
    signed_in.on("dialog", lambda dialog: dialog.accept())
    row.get_by_role("button", name="Take back").click()
    expect(row).to_have_count(0)
    missing = last["stream_url"].replace(last["id"], "0" * 32)
    assert status(ines, last["stream_url"]) == status(ines, missing) == 404
    assert status(otto, last["stream_url"]) == 200, "only one share was taken back"
    ines.keyboard.press("q")
    ines.locator(".queue-title", has_text=last["title"]).last.click()
    said = bar(ines).get_by_role("status").filter(has_text="no longer available")
    expect(said).to_be_visible()
    ines.goto("/inbox/")
    expect(ines.locator(".inbox__item", has_text=ALBUM)).to_have_count(0)
    otto.reload()
    expect(otto.locator(".inbox__item", has_text=ALBUM)).to_have_count(1)


@pytest.mark.usefixtures("given")
def test_an_inbox_with_something_in_it_fits_every_screen(otto: Page) -> None:
    for scheme in ("dark", "light"):
        otto.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            otto.set_viewport_size({"width": width, "height": 800})
            otto.goto("/inbox/")
            expect(otto.locator(".inbox__item").first).to_be_visible()
            otto.evaluate(AXE.read_text())
            assert violations_here(otto) == [], f"{width} px, {scheme}"
            wide = otto.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{width} px: {wide} too wide"
