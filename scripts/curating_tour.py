"""The second part of docs/tour.md: finding by a misspelt name, a content manager's day, and what a month of use tells.

`make screenshots` takes these after the first part. Everything is done in a browser, on the demo; only time is helped
along by commands: a month of listening is made, and the discovery shelf is drawn for the three hours to come.
"""

import html
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import mutagen
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.screenshots import settle
from scripts.tour import Camera, signed_in, visitor
from tests.browser.site import Site, launch, running_site

FOLDER = Path(__file__).parent.parent / "docs" / "tour" / "curating"
MISSPELT = "kitchin prty"
ARTIST, DOUBLE = "Wren Street Consort", "Wren St. Consort"
FRIDAY = 4
SOUNDS = (
    "() => Number(document.querySelector('.bar [role=slider]')?.getAttribute('aria-valuenow')) >= 2"
)
POST = """The courtyard behind the studio is **eleven metres** wide, and sounds like it.

![A guitar from above, petals inlaid around its hole](guitar "The guitar that opens the track.")

Both bands stood there on the last day and played this:

{track}

It closes the sampler, which holds the other eight rooms:

{album}
"""
QUESTION = 2
LONGEST = 12


def find(page: Page, camera: Camera) -> None:
    page.goto("/")
    box = page.locator("input[data-search-box]")
    box.focus()
    page.keyboard.type(MISSPELT, delay=30)
    page.locator("#search-instant [role=option]").first.wait_for()
    camera.take(page, "misspelt")
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        chosen = page.locator("#search-instant [aria-selected=true][data-play]")
        page.keyboard.press("Enter" if chosen.count() else key)
        if page.locator("#search-instant").is_hidden():
            break
    page.wait_for_function(SOUNDS)
    camera.take(page, "heard")


def double(site: Site) -> None:
    """An EP by somebody who writes the name of a band otherwise."""
    made = site.folder / "doubles" / DOUBLE
    made.mkdir(parents=True)
    for number, path in enumerate(sorted((site.folder / "demo").rglob("*.mp3"))[:2], 1):
        copy = Path(shutil.copy(path, made))
        tags: Any = mutagen.File(copy, easy=True)
        tags.delete()
        tags["title"], tags["artist"], tags["albumartist"] = f"Doorstep {number}", DOUBLE, DOUBLE
        tags["album"], tags["tracknumber"] = "Doorsteps", str(number)
        tags.save()
    site.manage("import_music", str(made.parent), "--visibility", "public")


def merge(page: Page, camera: Camera) -> None:
    page.goto("/admin/catalog/artist/?q=wren")
    for box in page.locator("#result_list .action-select").all():
        box.check()
    page.select_option("select[name=action]", "merge")
    camera.take(page, "merge-chosen")
    page.click("button[name=index]")
    row = page.locator("tr", has=page.get_by_role("rowheader", name=ARTIST))
    row.locator("input[name=keep]").first.check()
    camera.take(page, "merge-which-stays")
    page.click("input[name=confirmed]")
    page.locator(".messagelist .success").wait_for()
    camera.take(page, "merged")
    page.goto("/admin/catalog/mergejournal/")
    page.locator("#result_list .action-select").first.check()
    page.select_option("select[name=action]", "undo")
    page.click("button[name=index]")
    page.locator(".messagelist .success").wait_for()
    camera.take(page, "merge-undone")


def arrange(page: Page, camera: Camera) -> None:
    """A banner and picks that begin next Friday; home as it will be then."""
    today = datetime.now().astimezone()
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)
    page.goto("/admin/editorial/shelf/add/")
    page.select_option("select[name=kind]", "banner")
    page.fill("input[name=title]", "Friday is for courtyards")
    page.fill("input[name=text]", "Seven rooms, two bands, one afternoon: the sampler in full.")
    page.fill("input[name=link]", "/albums/")
    page.fill("input[name=position]", "1")
    page.fill("input[name=starts_at_0]", f"{friday:%Y-%m-%d}")
    page.fill("input[name=starts_at_1]", "08:00")
    camera.take(page, "shelf")
    page.locator("input[name=_save]").first.click()
    page.locator("#result_list").wait_for()
    camera.take(page, "shelves")
    row = page.locator("#result_list tr", has_text="Friday is for courtyards")
    page.goto(row.get_by_role("link", name="Home then").get_attribute("href") or "")
    camera.take(page, "home-next-friday")


def shuffle(site: Site, page: Page, camera: Camera) -> None:
    def shelf(name: str) -> None:
        page.goto("/?sort=")
        page.get_by_role("heading", name="Something else").scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.cards--shelf')?.scrollIntoView({block: 'center'})")
        camera.take(page, name)

    site.manage("refresh_home")
    shelf("before-the-shuffle")
    later = "from datetime import timedelta; from django.utils.timezone import now; "
    later += "from editorial.discovery import EVERY, draws_make; draws_make(at=now() + EVERY)"
    site.manage("shell", "-v0", "-c", later)
    shelf("after-the-shuffle")


def _landscape(source: Path, to: Path) -> None:
    """The middle of a square picture, wide."""
    with Image.open(source) as image:
        width, height = image.size
        image.crop((0, height // 4, width, height * 3 // 4)).save(to)


def write(site: Site, page: Page, camera: Camera) -> None:
    addresses = {}
    for room, name in (("tracks", "Courtyard, Both Bands"), ("albums", "Seven Rooms")):
        page.goto(f"/search/?q={name}")
        link = page.locator(f"main a[href^='/{room}/']").first
        addresses[room] = link.get_attribute("href") or ""
    page.goto("/admin/editorial/post/add/")
    page.fill("input[name=title]", "A courtyard, both bands")
    page.fill("textarea[name=summary]", "How the last track of the sampler was recorded.")
    page.fill(
        "textarea[name=text]", POST.format(track=addresses["tracks"], album=addresses["albums"])
    )
    page.fill("input[name=authors]", "Ana Brandt")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "guitar.png"
        _landscape(site.folder / "demo" / ARTIST / "artist.jpg", file)
        page.set_input_files("input[name=new_pictures]", str(file))
        page.fill("input[name=published_at_0]", "2026-01-02")
        page.fill("input[name=published_at_1]", "12:00")
        page.evaluate("scrollTo(0, 0)")
        camera.take(page, "post-written")
        page.locator("input[name=_save]").first.click()
        page.locator("#result_list").wait_for()
    page.goto("/posts/")
    page.get_by_role("link", name="A courtyard, both bands").first.click()
    for _ in range(30):  # a job makes the picture's sizes
        if page.locator(".post__picture").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    page.locator("[data-play^='track:']").first.click()
    page.wait_for_function(SOUNDS)
    page.locator(".post__title").scroll_into_view_if_needed()
    camera.take(page, "post-playing")


def month(site: Site, page: Page, camera: Camera) -> None:
    site.manage("shell", "-v0", "-c", "from scripts.listening_month import listen; listen()")
    site.manage("rollup", "--all")
    forget = "from django.core.cache import cache; cache.delete('dashboard:counted')"
    site.manage("shell", "-v0", "-c", forget)
    for _ in range(60):  # a job counts
        page.goto("/admin/")
        if page.locator("#overview-plays").count():
            break
        page.wait_for_timeout(1000)
    camera.take(page, "dashboard")
    page.goto("/dashboard/")
    page.locator("main a[href^='/dashboard/']").first.click()
    page.wait_for_load_state("networkidle")
    camera.take(page, "dashboard-of-a-label")


def ask(site: Site, page: Page, camera: Camera) -> None:
    """One of the questions of docs/bi.md, asked as a BI tool asks it, and its answer."""
    site.manage("lake", "flush")
    site.manage("lake", "tables")
    lake = duckdb.connect()
    lake.execute(site.manage("lake", "catalog", "--format", "duckdb"))
    text = (Path(__file__).parent.parent / "docs" / "bi.md").read_text()
    title, sql = re.findall(r"^### \d+\. (.+?)\n.*?```sql\n(.*?)```", text, re.M | re.S)[
        QUESTION - 1
    ]
    first = (datetime.now().astimezone() - timedelta(days=31)).date()
    asked = sql.replace("2026-11-01", str(first))
    answer = lake.execute(asked)
    heads = [column[0] for column in answer.description or []]
    rows = answer.fetchmany(LONGEST)
    page.goto("about:blank")
    page.set_content(_told(title, asked, heads, rows))
    camera.take(page, "question-answered")


def _told(title: str, sql: str, heads: list[str], rows: list[Any]) -> str:
    def cells(tag: str, values: Any) -> str:
        return "".join(f"<{tag}>{html.escape(str(value))}</{tag}>" for value in values)

    lines = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"""<!doctype html><style>
      body {{ margin: 3rem; background: #111; color: #eee; font: 16px/1.5 sans-serif }}
      pre {{ padding: 1rem; background: #1d1d1d; font: 15px/1.5 monospace }}
      table {{ border-collapse: collapse }} th, td {{ padding: .35rem 1.5rem .35rem 0; text-align: start }}
      th {{ color: #aaa }} tr {{ border-bottom: 1px solid #333 }}</style>
      <h1>{html.escape(title)}</h1><pre>{html.escape(sql)}</pre>
      <table><tr>{cells("th", heads)}</tr>{lines}</table>"""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    camera = Camera(FOLDER)
    with running_site() as site, sync_playwright() as playwright:
        browser: Browser = launch(playwright)
        settle(browser, site)
        double(site)
        manager, listener = signed_in(visitor(browser, site), site), visitor(browser, site)
        scenes: list[Callable[[], None]] = [
            lambda: find(listener, camera),
            lambda: merge(manager, camera),
            lambda: arrange(manager, camera),
            lambda: shuffle(site, visitor(browser, site), camera),
            lambda: write(site, manager, camera),
            lambda: month(site, manager, camera),
            lambda: ask(site, visitor(browser, site), camera),
        ]
        for scene in scenes:
            scene()
        browser.close()


if __name__ == "__main__":
    main()
