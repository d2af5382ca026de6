"""Signing in and out with a real OpenID provider, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def continue_with_house(page: Page, person: str) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name="Continue with House").click()
    page.get_by_placeholder("Enter any login").fill(person)
    page.get_by_placeholder("and password").fill("anything")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def test_a_person_of_the_provider_signs_in_manages_music_and_signs_out_on_both_sides(
    page: Page,
) -> None:
    continue_with_house(page, "ana")
    expect(page).to_have_title(re.compile("musicsite"))
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Ana Lima")).to_be_visible()
    expect(page.get_by_role("link", name="Manage the site")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_url(re.compile(r"/$"))
    page.goto("/account/login/")
    page.get_by_role("button", name="Continue with House").click()
    expect(page.get_by_placeholder("Enter any login")).to_be_visible()


def test_who_stops_at_the_provider_is_told_so(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_role("button", name="Continue with House").click()
    page.get_by_role("link", name=re.compile("Cancel")).click()
    expect(page.get_by_role("heading", name="Not signed in")).to_be_visible()


def test_an_address_that_the_provider_has_not_verified_still_makes_an_account_of_its_own(
    page: Page,
) -> None:
    continue_with_house(page, "ben")
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Ben")).to_be_visible()
    expect(page.get_by_role("link", name="Manage the site")).to_have_count(0)
