"""One listener, several devices: the queue goes on on another one, long tracks where they were left."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import Site
from tests.browser.test_listening import bar, it_plays, open_album, play, seconds
from tests.browser.test_pages import AXE, violations_here

pytestmark = pytest.mark.browser

MINUTES = 16
PHONE = "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def elsewhere(browser: Browser, site: Site) -> Iterator[Page]:
    """The same listener's phone."""
    context = browser.new_context(
        base_url=site.url, user_agent=PHONE, viewport={"width": 360, "height": 740}
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    sign_in(page, site)
    yield page
    context.close()


def sign_in(page: Page, site: Site) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", site.email)
    page.fill("input[name=password]", site.password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/account/login" not in url)


def told(page: Page) -> None:
    """Pause, and wait until the server has heard of it."""
    with page.expect_response(lambda it: "/me/queue/" in it.url and it.request.method == "PUT"):
        bar(page).get_by_role("button", name="Pause").first.click()


def forget_queue(site: Site) -> None:
    site.manage(
        "shell", "-c", "from playlists.models import PlayQueue; PlayQueue.objects.all().delete()"
    )


def ready(page: Page) -> None:
    """The player has asked what was left elsewhere."""
    page.wait_for_function("() => localStorage.getItem('musicsite:queue:seen') !== null")


def test_another_device_goes_on_paused_at_the_place_where_the_first_one_stopped(
    signed_in: Page, elsewhere: Page, site: Site
) -> None:
    forget_queue(site)
    open_album(signed_in)
    ready(signed_in)
    with signed_in.expect_response(lambda it: "/me/queue/" in it.url and it.status == 200):
        signed_in.locator("main [data-track-row] [data-play]").nth(1).click()
    it_plays(signed_in)
    title = bar(signed_in).locator(".bar-title").inner_text()
    signed_in.wait_for_function(
        "() => Number(document.querySelector('.bar [role=slider]').getAttribute('aria-valuenow')) >= 2"
    )
    told(signed_in)
    elsewhere.reload()
    offer = elsewhere.locator(".offer")
    expect(offer).to_contain_text(f"Continue where you left off on Chrome on Linux: {title}")
    elsewhere.evaluate(AXE.read_text())
    assert violations_here(elsewhere) == [], "the offer"
    offer.get_by_role("button", name="Continue").click()
    expect(bar(elsewhere).locator(".bar-title")).to_have_text(title)
    expect(bar(elsewhere).get_by_role("button", name="Play", exact=True).first).to_be_visible()
    # A phone shows the place by the line on the bar.
    assert elsewhere.evaluate("document.querySelector('.bar-progress').value") >= 1
    assert elsewhere.evaluate("[...document.querySelectorAll('audio')].every(a => a.paused)")
    bar(elsewhere).get_by_role("button", name="Play", exact=True).first.click()
    it_plays(elsewhere)
    elsewhere.keyboard.press("q")
    album = signed_in.locator("main [data-track-row] .track__title").all_inner_texts()
    expect(elsewhere.locator(".queue-title")).to_have_text(album)


def test_no_device_overwrites_what_another_one_has_told(
    signed_in: Page, elsewhere: Page, site: Site
) -> None:
    forget_queue(site)
    with elsewhere.expect_response("**/me/queue/current/"):
        open_album(elsewhere, "The Long Exposure")
    open_album(signed_in)
    ready(signed_in)
    play(signed_in)
    first = bar(signed_in).locator(".bar-title").inner_text()
    told(signed_in)
    # It has seen nothing of that: its word is not taken, and the listener is asked.
    play(elsewhere)
    with elsewhere.expect_response(lambda it: it.status == 412):
        bar(elsewhere).get_by_role("button", name="Pause").first.click()
    offer = elsewhere.locator(".offer")
    expect(offer).to_contain_text(first)
    with elsewhere.expect_response(lambda it: it.request.method == "PUT" and it.status == 200):
        bar(elsewhere).get_by_role("button", name="Play", exact=True).first.click()
    expect(offer).to_have_count(0)
    signed_in.reload()
    expect(signed_in.locator(".offer")).to_contain_text("Chrome on Android")
    signed_in.locator(".offer").get_by_role("button", name="Not now").click()
    expect(bar(signed_in).locator(".bar-title")).to_have_text(first)


def test_a_visitor_s_queue_is_nobody_s_business(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_album(page)
    play(page)
    page.wait_for_timeout(2500)
    bar(page).get_by_role("button", name="Pause").first.click()
    assert [url for url in asked if "/me/" in url or "/continue/" in url] == []


@pytest.fixture(scope="module")
def mix(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The title of a track of sixteen minutes."""
    folder: Path = tmp_path_factory.mktemp("mix")
    with av.open(folder / "mix.flac", "w") as out:
        out.metadata.update(title="Night Mix", artist="Long Player", album="Nights")
        stream = out.add_stream("flac", rate=44100, layout="mono", format="s16")
        second = (np.sin(np.arange(44100) * 0.06) * 4000).astype(np.int16)[None]
        for number in range(MINUTES * 60):
            frame = av.AudioFrame.from_ndarray(second, format="s16", layout="mono")
            frame.sample_rate, frame.pts = 44100, number * 44100
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    site.manage("import_music", str(folder), "--visibility", "public")
    return "Night Mix"


def test_a_long_track_goes_on_where_it_was_left(signed_in: Page, site: Site, mix: str) -> None:
    forget_queue(site)
    page = signed_in
    page.goto("/tracks/?sort=newest")
    row = page.locator("main [data-track-row]", has_text=mix)
    row.locator("[data-play]").first.click()
    it_plays(page)
    slider = bar(page).get_by_role("slider", name="Position")
    slider.focus()
    for _ in range(4):
        slider.press("PageUp")
    there = seconds(page)
    assert there > 60
    # Fifteen seconds are heard before the place is kept.
    page.wait_for_function(
        "least => Number(document.querySelector('.bar [role=slider]').getAttribute('aria-valuenow')) > least",
        arg=there + 16, timeout=40_000,
    )  # fmt: skip
    with page.expect_response(lambda it: "/me/bookmarks/" in it.url and it.ok):
        bar(page).get_by_role("button", name="Pause").first.click()
    page.evaluate("localStorage.removeItem('musicsite:queue:1')")
    page.goto("/")
    shelf = page.locator("#left-open")
    expect(shelf).to_contain_text(mix)
    page.evaluate(AXE.read_text())
    assert violations_here(page) == [], "what was left open"
    shelf.locator("[data-play]").first.click()
    it_plays(page)
    assert seconds(page) > there
    page.locator(".offer").get_by_role("button", name="From the start").click()
    page.wait_for_function(
        "() => Number(document.querySelector('.bar [role=slider]').getAttribute('aria-valuenow')) < 60"
    )
    shelf.get_by_role("button", name=f"Forget where {mix} was left").click()
    expect(shelf).not_to_contain_text(mix)
    expect(bar(page).get_by_role("button", name="Pause").first).to_be_visible()


LONG_PLAYLIST = """
from accounts.models import User
from accounts.viewer import viewer_of
from catalog.models import Track
from playlists.services import entries_add, playlist_create
user = User.objects.get(email={email!r})
made = playlist_create(user=user, title='Very long', visibility='public')
some = Track.objects.filter(album__title__in=('Heat Pump', 'The Long Exposure'))
ids = list(some.values_list('public_id', flat=True))
for _ in range({times}):
    entries_add(viewer=viewer_of(user), user=user, playlist_id=made.public_id, things=[('track', i) for i in ids])
print('found', made.public_id, len(ids) * {times})
"""


def test_a_playlist_beyond_a_thousand_plays_to_its_end(page: Page, site: Site) -> None:
    code = LONG_PLAYLIST.format(email=site.email, times=110)
    _, public_id, count = site.manage("shell", "-c", code).splitlines()[-1].split()
    assert int(count) > 1000
    page.goto(f"/playlists/x-{public_id}")
    page.locator("main [data-play^='playlist:']").first.click()
    it_plays(page)
    page.keyboard.press("q")
    expect(page.locator(".queue-head p")).to_contain_text(f"{int(count) - 1:,} to come")
    page.locator(".queue-panel").evaluate("panel => { panel.scrollTop = panel.scrollHeight; }")
    last = page.locator(f".queue-row[aria-posinset='{count}']")
    expect(last.locator(".queue-artist")).not_to_be_empty()
    last.locator(".queue-play").click()
    expect(page.locator(".queue-head p")).to_have_text("Nothing after this")
    it_plays(page)
    assert page.locator(".queue-row").count() < 200, "only what is near is there"
