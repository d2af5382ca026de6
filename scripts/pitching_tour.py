"""The pictures of docs/pitching.md: from an upload to what recipients do, by several people in browsers of their own.

It begins with no music but the demo: an artist uploads an album (to files and, on a second site, to a bucket), corrects
it in the grid and pitches it to three people with different permissions; one link is taken back while its recipient
plays. `make screenshots` takes these after the tour.
"""

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import boto3
import mutagen
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.tour import Camera, call, signed_in, visitor
from tests.browser.site import Site, launch, running_site
from tests.servers import s3

FOLDER = Path(__file__).parent.parent / "docs" / "pitching"
ALBUM, ARTIST = "Harbour Lights", "Ana Brandt"
OVER = """() => { const rows = [...document.querySelectorAll('.uploads__item')];
    return rows.length > 0 && rows.every(row => ['ready', 'refused'].includes(row.dataset.state)); }"""
PEOPLE = (
    "Kim Oduya <kim@films.example>",
    "Lee Park <lee@radio.example>",
    "Mo Sand <mo@agency.example>",
)
SLOW_MS = 150_000


def album_of(site: Site, folder: Path) -> Path:
    """Music of the demo under other names, as an artist's own folder."""
    found = sorted(each for each in (site.folder / "demo").rglob("*.flac"))
    source = found[0].parent
    made = folder / ALBUM
    shutil.copytree(source, made)
    for number, path in enumerate(sorted(made.iterdir()), 1):
        tags: Any = mutagen.File(path, easy=True)
        if tags is None:
            continue
        tags.delete()
        tags["title"], tags["artist"] = f"Draft {number}", ARTIST
        tags["album"], tags["albumartist"], tags["tracknumber"] = ALBUM, ARTIST, str(number)
        tags.save()
    return made


def upload(page: Page, folder: Path, camera: Camera, name: str) -> None:
    page.goto("/upload/")
    page.locator("input[type=file][aria-label='Choose a folder']").set_input_files(str(folder))
    page.wait_for_selector(".uploads__item")
    page.wait_for_timeout(1200)
    camera.take(page, f"{name}-sending")
    page.wait_for_function(OVER, timeout=SLOW_MS)
    camera.take(page, f"{name}-ready")


def correct(page: Page, camera: Camera) -> str:
    """Titles, moods and a wrong ISRC in the grid; the album's address."""
    page.get_by_role("link", name="Edit metadata").first.click()
    page.get_by_role("grid").wait_for()
    headings = page.locator(".grid__table th").all_inner_texts()

    def cell(row: int, label: str) -> Any:
        return page.locator(f"[data-cell='{row}-{headings.index(label)}']")

    for row, title in enumerate(("First Ferry", "Salt", "Night Crane")):
        cell(row, "Title").click()
        page.keyboard.type(title)
        page.keyboard.press("Enter")
    cell(0, "Moods").click()
    page.keyboard.type("Calm; Wide")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    camera.take(page, "grid")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="All is saved").wait_for()
    page.goto("/upload/")
    page.get_by_role("link", name=ALBUM).first.click()
    page.wait_for_url(re.compile(r"/albums/.+-[0-9a-f]{32}"))
    return page.url[-32:]


def pitch(page: Page, album: str, camera: Camera) -> tuple[str, list[str]]:
    """A pitch to three people, each on other terms: its id, and their links."""
    page.goto(f"/pitches/new/?item=album:{album}")
    page.fill("[name=title]", "Two for your harbour scene")
    page.fill("[name=recipients]", ", ".join(PEOPLE))
    page.locator("details.folded summary").click()
    page.fill(
        "[name=message]", "Instrumental, one-stop. The second one has the crane you asked about."
    )
    for kept in ("flac", "mp3"):
        page.locator(f"[name=formats][value={kept}]").check()
    camera.take(page, "pitch-new")
    page.get_by_role("button", name="Make the pitch").click()
    page.wait_for_url(re.compile(r"/pitches/[0-9a-f]{32}/"))
    public_id = re.findall(r"[0-9a-f]{32}", page.url)[0]
    links = call(page, "GET", f"pitches/{public_id}/links/")["results"]
    for link, formats in zip(links, (None, [], ["mp3"]), strict=True):
        if formats is not None:
            call(page, "PATCH", f"pitches/{public_id}/links/{link['id']}/", {"formats": formats})
    page.get_by_role("link", name="Preview").click()
    for glass in (0, 1):
        page.frame_locator(".previews iframe").nth(glass).locator(".song").first.wait_for()
    camera.take(page, "pitch-preview")
    page.goto(f"/pitches/{public_id}/")
    page.get_by_role("button", name=re.compile("now$")).click()
    page.locator("[data-copy]").first.wait_for()
    camera.take(page, "pitch-links")
    return public_id, [each.input_value() for each in page.locator("[data-copy]").all()]


def listen(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("[data-play-all]").click()
    page.wait_for_function("() => document.querySelector('[data-bar]:not([hidden])')")
    page.wait_for_timeout(4000)


def receive(browser: Browser, site: Site, links: list[str], camera: Camera) -> Page:
    """The three open it: one keeps a file, one on a phone marks and says something, one goes on playing."""
    first, second, third = (visitor(browser, site, phone=phone) for phone in (False, True, False))
    listen(first, links[0])
    camera.take(first, "received-desktop")
    first.locator("details.keep summary").click()
    with first.expect_download() as kept:
        first.locator("details.keep button[type=submit]").first.click()
    if not kept.value.suggested_filename.endswith(".zip"):
        raise RuntimeError(f"{kept.value.suggested_filename} is no archive")
    listen(second, links[1])
    second.locator("[data-favourite] button").first.tap()
    second.wait_for_timeout(800)
    camera.take(second, "received-phone")
    second.locator("details.song__more summary").first.tap()
    second.locator("[data-say] textarea").first.fill("This could open the film.")
    second.locator("[data-say] button").first.tap()
    second.wait_for_timeout(1500)
    camera.take(second, "received-comment")
    listen(third, links[2])
    return third


def watch(page: Page, playing: Page, public_id: str, camera: Camera) -> None:
    page.goto(f"/pitches/{public_id}/activity/")
    page.get_by_text("Kim").first.wait_for()
    camera.take(page, "activity")
    links = call(page, "GET", f"pitches/{public_id}/links/")["results"]
    call(page, "POST", f"pitches/{public_id}/revoke/", {"links": [links[2]["id"]]})
    playing.reload()
    camera.take(playing, "revoked")


def to_files(browser: Browser, camera: Camera) -> None:
    with running_site() as site, tempfile.TemporaryDirectory() as folder:
        artist = signed_in(visitor(browser, site), site)
        upload(artist, album_of(site, Path(folder)), camera, "upload")
        album = correct(artist, camera)
        public_id, links = pitch(artist, album, camera)
        wait_for_files(site)
        playing = receive(browser, site, links, camera)
        watch(artist, playing, public_id, camera)


WRITTEN = """
import time
from pitching.models import PitchFile
end = time.time() + 120
while time.time() < end:
    states = set(PitchFile.objects.values_list("state", flat=True))
    if states and "waiting" not in states:
        break
    time.sleep(1)
"""


def wait_for_files(site: Site) -> None:
    """Until the worker has written the files that recipients may keep."""
    site.manage("shell", "-v0", "-c", WRITTEN)


def to_a_bucket(browser: Browser, camera: Camera) -> None:
    """The same upload, its bytes past the site."""
    server, endpoint = s3.start("uploads")
    rules = {
        "CORSRules": [
            {
                "AllowedOrigins": ["*"],
                "AllowedMethods": ["PUT"],
                "AllowedHeaders": ["*"],
                "ExposeHeaders": ["ETag"],
            }
        ]
    }
    try:
        client: Any = boto3.client(
            "s3", endpoint_url=endpoint.url, region_name=endpoint.region,
            aws_access_key_id=endpoint.key, aws_secret_access_key=endpoint.secret,
        )  # fmt: skip
        client.get_waiter("bucket_exists").wait(Bucket="uploads")
        client.put_bucket_cors(Bucket="uploads", CORSConfiguration=rules)
        storage = {
            "UPLOAD_STORAGE": "s3://uploads", "S3_ENDPOINT_URL": endpoint.url, "S3_REGION": endpoint.region,
            "AWS_ACCESS_KEY_ID": endpoint.key, "AWS_SECRET_ACCESS_KEY": endpoint.secret,
        }  # fmt: skip
        with running_site(**storage) as site, tempfile.TemporaryDirectory() as folder:
            artist = signed_in(visitor(browser, site), site)
            upload(artist, album_of(site, Path(folder)), camera, "bucket")
    finally:
        server.remove()


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    camera = Camera(FOLDER)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        to_files(browser, camera)
        to_a_bucket(browser, camera)
        browser.close()


if __name__ == "__main__":
    main()
