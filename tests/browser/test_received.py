"""A music supervisor opens a pitch on a phone: hears, marks, says, keeps; and the sender's word closes it."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.site import Site, running_site
from tests.browser.test_pages import AXE, WIDTHS, violations_here

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 360, "height": 740}
AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
)
MADE = """
from django.contrib.auth.models import Group
from accounts.models import User
from accounts.roles import Role
from accounts.viewer import viewer_of
from catalog.models import Track
from pitching.links import link_path
from pitching.models import PitchFile
from pitching.received.files import pitch_files_follow, pitch_files_write
from pitching.services import links_add, pitch_create, pitch_send
from django.utils.timezone import now
user = User.objects.get(email="admin@example.org")
user.groups.add(Group.objects.get(name=Role.ARTIST))
user = User.objects.get(pk=user.pk)
tracks = list(Track.objects.order_by("duration_ms")[:3])
who = dict(user=user, viewer=viewer_of(user))
pitch = pitch_create(
    **who, workspace=tracks[0].library.workspace, title="For the ferry", formats=["mp3"],
    message="Three that breathe.", things=[("track", track.public_id) for track in tracks],
).pitch
links_add(**who, public_id=pitch.public_id, general=True)
pitch = pitch_send(**who, public_id=pitch.public_id, at=now())
pitch_files_follow.func(pitch.pk)
pitch_files_write.func(pitch.pk)
print(pitch.public_id, link_path(pitch.links.get()))
"""
DONE = """
import json
from pitching.models import PitchActivity
rows = PitchActivity.objects.filter(link__pitch__public_id="{pitch}").order_by("pk")
print(json.dumps([[row.kind, row.heard, row.device_kind, row.data] for row in rows]))
"""
REVOKED = """
from accounts.models import User
from accounts.viewer import viewer_of
from django.utils.timezone import now
from pitching.services import links_revoke
user = User.objects.get(email="admin@example.org")
links_revoke(user=user, viewer=viewer_of(user), public_id="{pitch}", at=now())
"""


@dataclass(frozen=True, slots=True)
class Sent:
    """A pitch that was sent, and where its recipient opens it."""

    site: Site
    pitch: str
    path: str

    def done(self) -> list[list[Any]]:
        """What its sender is told: `[kind, heard, device, data]` each."""
        told = self.site.manage("shell", "-v0", "-c", DONE.format(pitch=self.pitch))
        found: list[list[Any]] = json.loads(told)
        return found

    def revoke(self) -> None:
        self.site.manage("shell", "-v0", "-c", REVOKED.format(pitch=self.pitch))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """One of these tests alone: what others did to theirs (queues, devices, uploads at work) is not what is tried."""
    with running_site() as running:
        yield running


@pytest.fixture
def sent(site: Site) -> Sent:
    pitch, path = site.manage("shell", "-v0", "-c", MADE).split()
    return Sent(site, pitch, path)


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site.url,
        viewport=PHONE,
        user_agent=AGENT,
        has_touch=True,
        is_mobile=True,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == [], "the page raised errors"


def bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Player")


def it_plays(page: Page, title: str, at_least: int = 1) -> None:
    expect(bar(page).locator(".bar__title")).to_have_text(title)
    page.wait_for_function(
        "least => Number(document.querySelector('.is-current [role=slider]')?.ariaValueNow) >= least",
        arg=at_least,
    )


def titles(page: Page) -> list[str]:
    return [song.get_attribute("data-title") or "" for song in page.locator("[data-song]").all()]


def test_it_is_heard_marked_said_and_kept_on_a_phone(phone: Page, sent: Sent) -> None:
    phone.goto(sent.path)
    assert sent.done() == [], "looking is no activity"
    first, second, _ = titles(phone)
    phone.get_by_role("button", name="Play", exact=True).tap()
    it_plays(phone, first, 2)

    song = phone.locator("[data-song]").first
    song.get_by_role("button", name=f"Mark {first} as a favourite").tap()
    expect(song.get_by_role("button", name=f"Take the mark from {first}")).to_be_visible()
    song.locator("summary").tap()
    song.get_by_label("Comment").fill("Here it opens")
    song.get_by_role("button", name="Send").tap()
    expect(phone.locator("#notes").get_by_text("Here it opens")).to_be_visible()
    expect(song.get_by_role("status")).to_have_text("Sent. See it in your notes")
    expect(song.locator(".song__mark")).to_have_count(1)

    # Near its end, it goes on to the next by itself.
    phone.evaluate("document.querySelector('.is-current [role=slider]').focus()")
    phone.keyboard.press("End")
    it_plays(phone, second)

    with phone.expect_download() as download:
        song.get_by_role("button", name=f"Download {first}").tap()
    assert download.value.suggested_filename.endswith(".mp3")
    phone.get_by_text("Download", exact=True).tap()
    with phone.expect_download() as everything:
        phone.get_by_role("button", name="Download all 3 as a ZIP").tap()
    with zipfile.ZipFile(io.BytesIO(everything.value.path().read_bytes())) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3

    phone.reload()
    expect(song.get_by_role("button", name=f"Take the mark from {first}")).to_be_visible()
    expect(phone.locator("#notes").get_by_text("Here it opens")).to_be_visible()
    done = sent.done()
    kinds = [kind for kind, *_ in done]
    assert kinds.count("opened") == 1
    assert (kinds.count("favourited"), kinds.count("commented"), kinds.count("downloaded")) == (
        1,
        1,
        4,
    )
    plays = [heard for kind, heard, *_ in done if kind == "played"]
    assert len(plays) == 2
    assert plays[0][0][0] == 0 and plays[0][0][1] >= 1500, "the first seconds were heard"
    assert done[0][2] == "phone"


def test_a_licence_is_asked_for_while_it_plays(phone: Page, sent: Sent) -> None:
    phone.goto(sent.path)
    first = titles(phone)[0]
    phone.get_by_role("button", name="Play", exact=True).tap()
    it_plays(phone, first)
    phone.locator("footer").get_by_role("link", name="Request a licence").tap()
    dialog = phone.get_by_role("dialog", name="Request a licence")
    dialog.get_by_label("Your name").fill("Marta")
    dialog.get_by_label("Your e-mail address").fill("marta@example.com")
    dialog.get_by_role("button", name="Send").tap()
    expect(phone.get_by_role("dialog").get_by_text("Your request is on its way")).to_be_visible()
    phone.get_by_role("dialog").get_by_role("link", name="Back to the music").tap()
    expect(phone.get_by_role("dialog")).to_have_count(0)
    it_plays(phone, first, 2)


def test_it_falls_silent_when_the_sender_takes_it_back(phone: Page, sent: Sent) -> None:
    phone.goto(sent.path)
    phone.get_by_role("button", name="Play", exact=True).tap()
    it_plays(phone, titles(phone)[0])
    sent.revoke()
    phone.locator("[data-song]").nth(2).locator("[data-play]").tap()
    expect(bar(phone).get_by_text("not open any more")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="This link is closed")).to_be_visible()


def test_without_a_script_it_plays_marks_says_and_downloads(
    browser: Browser, site: Site, sent: Sent
) -> None:
    context = browser.new_context(base_url=site.url, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(sent.path)
    audio = page.locator("audio").first
    expect(audio).to_be_visible()
    sound = page.request.get(f"{sent.path}{audio.get_attribute('src')}")
    assert sound.ok and sound.headers["content-type"] == "audio/mpeg"
    song = page.locator("[data-song]").first
    song.locator("[data-favourite] button").click()
    expect(page.locator("#notes [data-favourite-of]")).to_have_count(1)
    song.locator("summary").click()
    song.get_by_label("Comment").fill("Without a script")
    song.get_by_role("button", name="Send").click()
    # A link that several hold shows no comment but to the browser that wrote it, which takes a script to know.
    expect(page.get_by_text("Your comment is sent")).to_be_visible()
    assert [kind for kind, *_ in sent.done()].count("commented") == 1
    with page.expect_download() as download:
        page.locator("[data-song]").first.locator("button[form=keep]").click()
    assert download.value.suggested_filename.endswith(".mp3")
    context.close()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_anybody_can_use_it_at_any_width(
    browser: Browser, site: Site, sent: Sent, scheme: Any
) -> None:
    context = browser.new_context(base_url=site.url, color_scheme=scheme)
    page = context.new_page()
    for own in (sent.path, f"{sent.path}licence/"):
        page.goto(own)
        if own == sent.path:
            song = page.locator("[data-song]").first
            song.locator("summary").click()
            song.get_by_label("Comment").fill("By keys")
            song.get_by_role("button", name="Send").press("Enter")
            expect(song.get_by_role("status")).to_contain_text("Sent.")
            expect(song.get_by_role("button", name="Send")).to_be_focused()
            with page.expect_response("**/favourite/"):
                song.locator("[data-favourite] button").click()
            page.reload()  # what was left is told by the server, too
            page.get_by_role("button", name="Play", exact=True).click()
            it_plays(page, titles(page)[0])
            song.locator("summary").click()
        page.evaluate(AXE.read_text())
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert violations_here(page) == [], f"{own} at {width} px, {scheme}"
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{own} at {width} px is {wide} px too wide"
    context.close()
