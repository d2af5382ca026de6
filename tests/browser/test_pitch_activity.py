"""Two people at once: a recipient plays, and the sender sees it without doing anything; then takes the link back."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people import PASSWORD, enter, person
from tests.browser.site import Site, running_site

pytestmark = pytest.mark.browser
MADE = """
import json
from django.contrib.auth.models import Group
from django.utils.timezone import now
from accounts.models import User
from accounts.roles import Role
from accounts.viewer import viewer_of
from catalog.models import Track
from common.text import text_key
from pitching.links import link_path
from pitching.models import Contact
from pitching.services import links_add, pitch_create, pitch_send
user = User.objects.get(handle="wanda")
user.groups.add(Group.objects.get(name=Role.ARTIST))
user = User.objects.get(pk=user.pk)
tracks = list(Track.objects.order_by("-duration_ms")[:2])
workspace = tracks[0].library.workspace
workspace.memberships.update_or_create(user=user, defaults={"role": "owner"})
who = dict(user=user, viewer=viewer_of(user))
people = [
    Contact.objects.create(workspace=workspace, name=name, name_key=text_key(name)) for name in ("Kim", "Lee")
]
pitch = pitch_create(
    **who, workspace=workspace, title="For the ferry", things=[("track", track.public_id) for track in tracks]
).pitch
links_add(**who, public_id=pitch.public_id, contacts=[one.public_id for one in people])
pitch_send(**who, public_id=pitch.public_id, at=now())
links = pitch.links.order_by("contact__name")
print(json.dumps([pitch.public_id, tracks[0].title, *[link_path(link) for link in links]]))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def pages(browser: Browser, site: Site) -> Iterator[list[Page]]:
    """The sender's, Kim's and Lee's, in browsers of their own."""
    contexts = [browser.new_context(base_url=site.url) for _ in range(3)]
    for context in contexts:
        context.set_default_timeout(15_000)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def play(page: Page, path: str) -> None:
    page.goto(path)
    page.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function(
        "() => Number(document.querySelector('.is-current [role=slider]')?.ariaValueNow) >= 1"
    )


def test_a_sender_sees_plays_arrive_and_closes_one_link_while_it_plays(
    pages: list[Page], site: Site
) -> None:
    sender, kim, lee = pages
    person(site, "wanda")
    pitch, title, to_kim, to_lee = json.loads(site.manage("shell", "-v0", "-c", MADE))
    enter(sender, "wanda@example.org", PASSWORD)
    sender.goto(f"/pitches/{pitch}/activity/")
    news = sender.locator(".news")
    expect(sender.get_by_text("Nothing yet. This page shows it as it happens.")).to_be_visible()

    play(kim, to_kim)
    expect(news).to_contain_text(re.compile(f"Kim (began|played).*{re.escape(title)}"))
    play(lee, to_lee)
    expect(news).to_contain_text(re.compile(f"Lee (began|played).*{re.escape(title)}"))
    expect(sender.locator(".totals__one", has_text="Played").locator("dd")).to_have_text("2")

    sender.goto("/pitches/")
    expect(sender.locator("[data-waiting=pitches] [data-number]")).to_have_text("2")

    sender.goto(f"/pitches/{pitch}/")
    sender.get_by_role("row", name=re.compile("Kim")).get_by_role("checkbox").check()
    sender.get_by_role("button", name="Close chosen").click()
    expect(sender.get_by_role("row", name=re.compile("Kim"))).to_contain_text("Closed")
    kim.locator("[data-song]").nth(1).locator("[data-play]").click()
    expect(kim.get_by_text("This link or track is not open any more.")).to_be_visible()
    kim.reload()
    expect(kim.get_by_role("heading", name="This link is closed")).to_be_visible()
    lee.locator("[data-song]").nth(1).locator("[data-play]").click()
    lee.wait_for_function(
        "() => Number(document.querySelectorAll('[data-song]')[1].querySelector('[role=slider]')?.ariaValueNow) >= 1"
    )
