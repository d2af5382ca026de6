"""A smart playlist made with the editor in sentences: seen before it is saved, changed after it, all of it by keys."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Locator, Page, Route, expect

from tests.browser.people import call
from tests.browser.test_pages import AXE, WIDTHS, violations_here

pytestmark = pytest.mark.browser


def found(page: Page) -> Locator:
    """What the editor says that the rules find."""
    return page.locator("[data-found]")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('name') ?? ''"))


def titles(page: Page) -> list[str]:
    return page.locator("main .track__title").all_inner_texts()


def tab_to(page: Page, target: Locator, *, most: int = 60) -> None:
    """Go there as somebody without a pointer does."""
    for _ in range(most):
        # Found anew each time: what the server answers takes the place of what stands there.
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the key Tab does not lead there")


def test_rules_are_made_looked_at_saved_and_changed(signed_in: Page) -> None:
    page = signed_in
    page.goto("/playlists/")
    page.get_by_role("link", name="By rules").click()
    page.get_by_role("textbox", name="Title").fill("Folk, short")
    page.get_by_label("What").select_option(label="Genre")
    page.get_by_label("Value").fill("folk")
    expect(found(page)).to_contain_text(re.compile(r"^\s*[1-9][0-9]* tracks?"))
    count = int(re.findall(r"[0-9]+", found(page).inner_text())[0])
    page.get_by_role("button", name="Add a rule").click()
    expect(page.get_by_label("What")).to_have_count(2)
    second = page.locator(".rules__rule").nth(1)
    expect(second.get_by_label("What")).to_be_focused()
    second.get_by_label("What").select_option(label="Length in seconds")
    second.get_by_label("How").select_option(label="is less than")
    second.get_by_label("Value").fill("1")
    expect(found(page)).to_contain_text("No track is like that at present.")
    second.get_by_role("button", name="Remove this rule").click()
    expect(page.get_by_label("What")).to_have_count(1)
    expect(found(page)).to_contain_text(f"{count} track")
    page.get_by_label("at most").fill("1")
    expect(found(page)).to_contain_text("1 track")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/playlists/folk-short-[0-9a-f]{32}"))
    expect(page.get_by_text("Smart playlist", exact=False).first).to_be_visible()
    address = page.url
    # The rows come by a job; the page looks again by itself.
    expect(page.locator("main .track__title")).to_have_count(1)
    page.get_by_role("link", name="Rules").click()
    page.get_by_label("at most").fill("")
    expect(found(page)).to_contain_text(f"{count} track")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(address)
    expect(page.locator("main .track__title")).to_have_count(count)
    call(page, "DELETE", f"playlists/{address[-32:]}/")


def test_the_editor_of_rules_goes_by_keys_alone(signed_in: Page) -> None:
    page = signed_in
    page.goto("/playlists/smart/")
    page.get_by_role("textbox", name="Title").focus()
    page.keyboard.type("By keys")
    tab_to(page, page.get_by_label("What"))
    # Slower than the answer to its first letter comes, which puts the rule anew around the list.
    page.keyboard.type("Year", delay=250)
    expect(page.get_by_label("What")).to_have_value("year")
    assert focused(page) == "r.0.field", "the focus stays where it was when the sentence changes"
    tab_to(page, page.get_by_label("Value"))
    page.keyboard.type("1900")
    tab_to(page, page.get_by_role("button", name="Add a group"))
    page.keyboard.press("Enter")
    expect(page.locator(".rules__group .rules__group")).to_have_count(1)
    assert focused(page) == "r.1.0.field", "a new rule is the next to be written"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "r.1.match"
    page.keyboard.type("any")
    tab_to(page, page.locator(".rules__group .rules__group [name='r.1.0.value']"))
    page.keyboard.type("a")
    expect(page.locator("[data-found][aria-busy=true]")).to_have_count(0)
    page.evaluate(AXE.read_text())
    assert violations_here(page) == []
    tab_to(page, page.get_by_role("button", name="Save"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/playlists/by-keys-[0-9a-f]{32}"))
    rules = call(page, "GET", f"playlists/{page.url[-32:]}/rules/")["rules"]
    assert [rule.get("match", rule.get("field")) for rule in rules["rules"]] == ["year", "any"]
    call(page, "DELETE", f"playlists/{page.url[-32:]}/")


def test_what_is_typed_while_a_sentence_changes_is_not_lost(signed_in: Page) -> None:
    page = signed_in
    page.goto("/playlists/smart/")
    held: list[Route] = []

    def hold_first(route: Route) -> None:
        if route.request.method == "POST" and not held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/playlists/smart/", hold_first)
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_label("What").select_option(label="Genre")
    page.get_by_label("Value").press_sequentially("fo")
    # Answered late, by a server that was busy: the page may have gone on without it.
    with suppress(Error):
        held[0].continue_()
    page.get_by_label("Value").press_sequentially("lk")
    expect(found(page)).to_contain_text(re.compile(r"^\s*[1-9][0-9]* tracks?"))
    expect(page.get_by_label("What")).to_have_value("genre")
    expect(page.get_by_label("Value")).to_have_value("folk")
    expect(page.get_by_label("Value")).to_be_focused()
    page.keyboard.type("s")
    expect(page.get_by_label("Value")).to_have_value("folks")


def test_what_is_wrong_with_a_rule_is_said_at_it_and_nothing_typed_is_lost(signed_in: Page) -> None:
    page = signed_in
    page.goto("/playlists/smart/")
    page.get_by_role("textbox", name="Title").fill("Wrong")
    page.get_by_label("What").select_option(label="Year")
    page.get_by_label("Value").fill("soon")
    rule = page.locator(".rules__rule")
    expect(rule.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(rule.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Value")).to_have_value("soon")
    expect(page.get_by_role("textbox", name="Title")).to_have_value("Wrong")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(AXE.read_text())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations_here(page) == [], f"{width} px, {scheme}"
