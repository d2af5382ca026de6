"""Somebody listens: sound starts, goes on across pages, survives a reload, and one tab sounds at a time."""

import gzip
import re
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests.browser.site import HOME_NAME, Site
from tests.browser.test_pages import MOST_SCRIPT_BYTES

pytestmark = pytest.mark.browser


def open_album(page: Page, title: str = "Heat Pump") -> None:
    """Go to an album of the demo by the list."""
    page.goto("/albums/")
    page.locator("main [data-list]").get_by_role("link", name=title).first.click()
    page.wait_for_url(re.compile(r"/albums/.+-[0-9a-f]{32}"))


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Player")


def focus_is_on(page: Page, label: str) -> bool:
    return bool(page.evaluate("document.activeElement?.getAttribute('aria-label')") == label)


def seconds(page: Page) -> float:
    """Where the current track is, as the bar's slider says."""
    return float(
        bar(page).get_by_role("slider", name="Position").get_attribute("aria-valuenow") or 0
    )


def play(page: Page) -> None:
    page.locator("main [data-play]").first.click()
    it_plays(page)


def it_plays(page: Page) -> None:
    expect(bar(page).get_by_role("button", name="Pause").first).to_be_visible()
    page.wait_for_function(
        "() => Number(document.querySelector('.bar [role=slider]')?.getAttribute('aria-valuenow')) >= 1"
    )


def test_a_click_sounds_and_the_row_shows_it(page: Page) -> None:
    open_album(page)
    play(page)
    current = page.locator("[data-track-row].is-current")
    expect(current).to_have_count(1)
    expect(current).to_have_class(re.compile("is-playing"))
    expect(bar(page).locator(".bar-title")).to_have_text(
        page.locator("[data-track-row] .track__title").first.inner_text()
    )


def test_music_plays_over_plain_http_in_a_home_network(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=f"http://{HOME_NAME}:{site.url.rpartition(':')[2]}")
    page = context.new_page()
    open_album(page)
    assert page.evaluate("isSecureContext") is False
    play(page)
    context.close()


def test_two_clicks_in_a_row_are_one(page: Page) -> None:
    open_album(page)
    page.locator("main [data-play]").first.dblclick()
    it_plays(page)


def test_the_rest_of_the_album_follows_the_track_that_sounds_already(page: Page) -> None:
    open_album(page)
    page.locator("main [data-track-row] [data-play]").nth(1).click()
    it_plays(page)
    page.keyboard.press("q")
    titles = page.locator("main [data-track-row] .track__title").all_inner_texts()
    expect(page.locator(".queue-title")).to_have_text(titles)
    expect(page.locator(".queue-row.is-current .queue-title")).to_have_text(titles[1])


def test_sound_goes_on_while_pages_change(page: Page) -> None:
    open_album(page)
    play(page)
    before = seconds(page)
    page.locator("nav a[href='/artists/']").first.click()
    expect(page.locator("h1")).to_have_text("Artists")
    expect(bar(page).get_by_role("button", name="Pause").first).to_be_visible()
    page.wait_for_function(
        "least => Number(document.querySelector('.bar [role=slider]').getAttribute('aria-valuenow')) > least",
        arg=before + 1,
    )


def test_a_reload_keeps_the_queue_and_stays_silent(page: Page) -> None:
    open_album(page)
    play(page)
    title = bar(page).locator(".bar-title").inner_text()
    page.reload()
    page.keyboard.press("Shift")
    expect(bar(page).locator(".bar-title")).to_have_text(title)
    expect(bar(page).get_by_role("button", name="Play", exact=True).first).to_be_visible()
    assert seconds(page) >= 1, "the place in the track is forgotten"


def test_the_bar_of_who_comes_back_works_at_once(page: Page) -> None:
    open_album(page)
    play(page)
    title = bar(page).locator(".bar-title").inner_text()
    page.reload()
    slider = bar(page).get_by_role("slider", name="Position")
    expect(slider).to_be_visible()
    slider.press("Home")
    slider.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuenow", "5")
    expect(bar(page).locator(".bar-title")).to_have_text(title)
    bar(page).get_by_role("button", name="Play", exact=True).first.press("Enter")
    expect(bar(page).get_by_role("button", name="Pause").first).to_be_visible()
    page.wait_for_function("() => document.querySelector('.bar-notice')")
    assert focus_is_on(page, "Pause"), "the focus was lost when the whole bar came"


NOTE_FIRST_SOUND = """
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
        this.addEventListener("playing", () => { window.firstSound ??= performance.now(); });
        return play.call(this);
    };
"""
SCRIPTS_BEFORE_IT = """
    () => performance.getEntriesByType("resource")
        .filter(each => each.name.endsWith(".js") && each.startTime < window.firstSound)
        .map(each => new URL(each.name).pathname)
"""


@pytest.mark.parametrize("comes", ["for the first time", "back"])
def test_little_script_is_loaded_before_the_first_sound(page: Page, comes: str) -> None:
    sizes: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.url.endswith(".js") and response.ok:
            name = PurePosixPath(response.url).name
            sizes[name] = len(gzip.compress(response.body(), 9))

    page.on("response", weigh)
    page.add_init_script(NOTE_FIRST_SOUND)
    open_album(page)
    if comes == "back":
        play(page)
        page.reload()
        page.mouse.move(200, 200)
        expect(bar(page).get_by_role("button", name="Play", exact=True).first).to_be_visible()
        page.wait_for_load_state("networkidle")
        bar(page).get_by_role("button", name="Play", exact=True).first.click()
    else:
        page.locator("main [data-play]").first.click()
    page.wait_for_function("() => window.firstSound")
    expect(bar(page).get_by_role("button", name="Pause").first).to_be_visible()
    before = {PurePosixPath(path).name: 0 for path in page.evaluate(SCRIPTS_BEFORE_IT)}
    page.wait_for_load_state("networkidle")
    before |= {name: sizes[name] for name in before}
    assert 0 < sum(before.values()) < MOST_SCRIPT_BYTES, before
    assert len(sizes) > len(before), "React came before the sound"


def test_one_tab_sounds_at_a_time(page: Page, context: BrowserContext) -> None:
    open_album(page)
    play(page)
    second = context.new_page()
    open_album(second)
    second.keyboard.press("Shift")
    expect(bar(second).get_by_role("button", name="Play", exact=True).first).to_be_visible()
    second.locator("main [data-track-row] [data-play]").nth(1).click()
    expect(bar(second).get_by_role("button", name="Pause").first).to_be_visible()
    expect(bar(page).get_by_role("button", name="Play", exact=True).first).to_be_visible()


def test_everything_can_be_done_by_keyboard(page: Page) -> None:
    open_album(page)
    play(page)
    page.locator("h1").click()
    page.keyboard.press("Space")
    expect(bar(page).get_by_role("button", name="Play", exact=True).first).to_be_visible()
    first = bar(page).locator(".bar-title").inner_text()
    page.keyboard.press("n")
    expect(bar(page).locator(".bar-title")).not_to_have_text(first)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("q")
    expect(page.get_by_role("region", name="Queue")).to_be_visible()


def test_the_queue_is_reordered_cleared_and_undone(page: Page) -> None:
    open_album(page)
    play(page)
    page.keyboard.press("q")
    rows = page.locator(".queue-title")
    expect(rows.nth(2)).to_be_visible()
    titles = rows.all_inner_texts()
    rows.nth(1).locator("xpath=ancestor::button").press("Alt+ArrowDown")
    expect(rows.nth(2)).to_have_text(titles[1])
    page.get_by_role("button", name=f"Remove {titles[2]}").first.click()
    expect(rows).to_have_count(len(titles) - 1)
    page.get_by_role("button", name="Clear").click()
    expect(rows).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(len(titles) - 1)


def test_a_lost_connection_is_told_and_survived(page: Page, context: BrowserContext) -> None:
    open_album(page, "The Long Exposure")
    play(page)
    page.keyboard.press("q")
    last = page.locator(".queue-title").last.locator("xpath=ancestor::button")
    expect(last).to_be_visible()
    context.set_offline(True)
    last.click()  # known to the queue, and too far ahead to be in hand
    told = bar(page).get_by_role("status").filter(has_text="connection")
    expect(told).to_have_count(1)
    context.set_offline(False)
    expect(told).to_have_count(0, timeout=20_000)
    expect(bar(page).get_by_role("button", name="Pause").first).to_be_visible()


def test_without_scripts_a_page_is_read_and_a_track_is_heard(browser, site) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    open_album(page)
    page.locator("main a[href^='/tracks/']").first.click()
    source = page.locator("audio").first.get_attribute("src")
    assert source
    answer = context.request.get(source, headers={"Range": "bytes=0-99"})
    assert answer.status == 206
    context.close()
