"""Passkeys in a real Chromium, with an authenticator that the browser only pretends to have."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.site import PASSWORD, Site, empty_site

pytestmark = pytest.mark.browser
# A passkey belongs to a name: browsers make none for 127.0.0.1.
NAME = "localhost"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A browser whose owner puts a finger on it whenever it asks, signed in by password."""
    with empty_site(NAME) as site:
        context = browser.new_context(base_url=site.url, viewport={"width": 390, "height": 844})
        context.set_default_timeout(15_000)
        page = context.new_page()
        devices = context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        sign_in(page, site)
        yield page
        context.close()


def sign_in(page: Page, site: Site) -> None:
    page.goto("/account/login/")
    page.fill("input[name=login]", site.email)
    page.fill("input[name=password]", site.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/account/login" not in url)


def prove(page: Page) -> None:
    """That it is still oneself, as is asked before the ways in are changed."""
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()


def test_a_passkey_is_made_signs_in_and_is_removed(phone: Page) -> None:
    phone.goto("/account/2fa/webauthn/add/")
    prove(phone)
    phone.get_by_label("Name").fill("My thumb")
    phone.get_by_role("button", name="Make it").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    phone.goto("/account/2fa/webauthn/")
    expect(phone.locator(".entry__name")).to_contain_text("My thumb")
    phone.goto("/account/")
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(lambda url: "/account/" not in url)
    phone.goto("/account/login/")
    phone.get_by_role("button", name="Use a passkey").click()
    phone.wait_for_url(lambda url: "/account/login" not in url)
    phone.goto("/account/2fa/webauthn/")
    expect(phone.locator(".entry__note")).not_to_contain_text("not used yet")
    phone.get_by_role("link", name="Remove").click()
    prove(phone)
    phone.get_by_role("button", name="Remove").click()
    phone.goto("/account/2fa/")
    expect(phone.get_by_text("Passkeys and security keys").locator("..")).to_contain_text("None")
