"""From the click to the first sound, in a real Chromium on the real site."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Locator, Page, Response, sync_playwright

from bench.context import Bench
from bench.demo import DemoSite
from bench.figures import Figure
from bench.parts.songs import make_albums, make_songs
from tests.browser.site import launch

TITLE = "First sound"
ABOUT = """\
Headless Chromium, `manage.py serve`, on loopback. From the click's own time stamp to the first sample above −80 dB that
leaves the element's decoder, read from the element's captured stream; `playing` is that event. What is played are
albums made for it, one a format, whose tracks sound from their very first sample (the demo's own begin with up to
156 ms of silence, which earlier figures counted). The finger is down for no time at all and the pointer comes from
nowhere: what a real hover and press give the player beforehand is not in these figures. A *fresh page* is a browser
context of its own with an empty cache, clicked as soon as it is loaded: it fetches the player too. Each album is played
in turn; nobody has played it before the first round. A *card* is clicked on the list of albums, where the page does not
know the tracks; *hovered* is the same after 300 ms with the pointer on it. *On demand* is a FLAC file of four minutes
at quality 128, whose rendition is made for that click; each file is asked for once and has not been played before."""

EARS = (Path(__file__).parent / "ears.js").read_text()
PATIENCE = 20_000  # milliseconds
HOVER = 300  # milliseconds
SETTINGS = "localStorage.setItem('musicsite:settings:1', JSON.stringify({quality: '128'}))"


def run(bench: Bench) -> Iterator[Figure]:
    site = bench.demo
    make_songs(bench.folder / "songs", count=bench.rounds)
    make_albums(bench.folder / "albums")
    bench.say("importing the four-minute files, and an album a format")
    for folder in ("songs", "albums"):
        site.manage("import_music", str(bench.folder / folder), "--visibility", "public")
    site.settle()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            yield from _clicks(bench, site, browser)
            yield _on_demand(bench, site, browser)
        finally:
            browser.close()


def _clicks(bench: Bench, site: DemoSite, browser: Browser) -> Iterator[Figure]:
    never: list[float] = []
    fresh: list[float] = []
    playing: list[float] = []
    later: list[float] = []
    by_mime: dict[str, list[float]] = {}
    albums = _albums(site, browser)
    for number in range(bench.rounds):
        bench.say(f"clicks, round {number + 1} of {bench.rounds}")
        for address in albums:
            page = _open(browser, site.url + address)
            mimes: list[str] = []
            page.on("response", partial(_note_type, mimes))
            rows = page.locator("main [data-track-row] [data-play]")
            noted = _click(rows.first)
            _pause(page)
            another = _click(rows.nth(2))
            page.context.close()
            if number == 0:
                never += [noted["heard"], another["heard"]]
                continue
            fresh.append(noted["heard"])
            playing.append(noted["playing"])
            later.append(another["heard"])
            by_mime.setdefault(mimes[0] if mimes else "?", []).append(noted["heard"])
    card = [
        _on_card(browser, site, address, hover=0) for _ in range(bench.rounds) for address in albums
    ]
    hovered = [
        _on_card(browser, site, address, hover=HOVER)
        for _ in range(bench.rounds)
        for address in albums
    ]
    yield Figure(what="click on a track never played before", values=never, unit="ms", most=150)
    if fresh:
        yield Figure(what="click on a fresh page", values=fresh, unit="ms", most=150)
        yield Figure(what="the same, to `playing`", values=playing, unit="ms")
        yield Figure(what="click on another track", values=later, unit="ms", most=150)
    yield Figure(what="click on an album's card", values=card, unit="ms")
    yield Figure(what="click on a card, hovered", values=hovered, unit="ms")
    for mime, values in sorted(by_mime.items(), key=lambda item: median(item[1])):
        yield Figure(what=f"fresh page, {mime}", values=values, unit="ms")


def _on_card(browser: Browser, site: DemoSite, address: str, *, hover: int) -> float:
    """Milliseconds from the click on an album's card on the list; the pointer stood on it for `hover` before."""
    page = _open(browser, f"{site.url}/albums/?sort=newest")
    card = page.locator("main .card", has=page.locator(f"a[href='{address}']"))
    button = card.locator("[data-play]")
    button.hover()
    if hover:
        page.wait_for_timeout(hover)
    noted = _click(button)
    page.context.close()
    return noted["heard"]


def _on_demand(bench: Bench, site: DemoSite, browser: Browser) -> Figure:
    values = []
    for number in range(bench.rounds):
        bench.say(f"on demand {number + 1}")
        page = _open(browser, f"{site.url}/tracks/?sort=newest", script=SETTINGS)
        row = page.locator("main [data-track-row]", has_text=f"Four minutes {number + 1}")
        noted = _click(row.locator("[data-play]").first)
        values.append(noted["heard"])
        page.context.close()
    return Figure(
        what="click on a track whose rendition is made on demand",
        values=values,
        unit="ms",
        most=1000,
    )


def _note_type(into: list[str], response: Response) -> None:
    if "/stream/" in response.url:
        into.append(response.headers.get("content-type", ""))


def _albums(site: DemoSite, browser: Browser) -> list[str]:
    """Addresses of the albums that were made for this."""
    page = _open(browser, f"{site.url}/albums/?sort=newest")
    links = page.locator("main [data-list] a[href^='/albums/']")
    found = [link.get_attribute("href") or "" for link in links.all()]
    page.context.close()
    return sorted({address for address in found if "first-sound" in address})


def _open(browser: Browser, url: str, *, script: str = "") -> Page:
    """A fresh visitor's page, loaded."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.add_init_script(EARS)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    page.goto(url)
    return page


def _pause(page: Page) -> None:
    """Stop the sound, so that none of it is taken for the next track's."""
    page.evaluate("() => window.ears.element.pause()")
    page.wait_for_function("() => performance.now() - window.ears.last > 250")


def _click(button: Locator) -> dict[str, float]:
    """Click and wait for sound; milliseconds from the click."""
    page = button.page
    button.click()
    page.wait_for_function("() => window.ears.heard && window.ears.moved")
    noted = page.evaluate("() => ({...window.ears, element: null})")
    return {name: noted[name] - noted["clicked"] for name in ("playing", "moved", "heard")}
