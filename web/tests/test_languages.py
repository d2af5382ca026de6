"""A page is in the language that its reader chose, else in one that their browser asks for, else in the site's own."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import Preferences
from accounts.services.profiles import preferences_change
from tests.cast import Cast
from web.tests.conftest import Shelf


@pytest.fixture(autouse=True)
def three_languages(settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("vi", "Tiếng Việt"), ("ar", "العربية")]


def spoken(client: Client, asked: str = "", address: str = "/albums/") -> tuple[str, str]:
    """Language and direction of a page, which its header agrees with."""
    answer: Any = client.get(address, headers={"Accept-Language": asked} if asked else {})
    found = re.search(r'<html lang="(\w+)" dir="(\w+)">', answer.content.decode())
    assert found
    assert answer["Content-Language"] == found[1]
    assert {"Accept-Language", "Cookie"} <= set(re.split(", ?", answer["Vary"]))
    return found[1], found[2]


def test_a_visitor_is_spoken_to_as_their_browser_asks_also_from_kept_pages(
    shelf: Shelf, visitor: Client
) -> None:
    for _ in range(2):
        assert spoken(visitor) == ("en", "ltr")
        assert spoken(visitor, "vi-VN,vi;q=0.9,en;q=0.5") == ("vi", "ltr")
        assert spoken(visitor, "ar") == ("ar", "rtl")
        assert spoken(visitor, "xx, *;q=0.1") == ("en", "ltr")


def test_a_members_choice_stands_above_their_browser_and_is_nobody_elses(
    shelf: Shelf, visitor: Client, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    client, colleague = cast.client("other"), cast.client("manager")
    assert spoken(client, "ar") == ("ar", "rtl")
    for chosen, heard in (("vi", ("vi", "ltr")), ("en", ("en", "ltr")), ("", ("ar", "rtl"))):
        with django_capture_on_commit_callbacks(execute=True):
            preferences_change(user=cast.other, language=chosen)
        for _ in range(2):
            assert spoken(client, "ar") == heard
            assert spoken(client, "ar", "/later/") == heard, "a page of one's own"
            assert spoken(colleague) == ("en", "ltr")
            assert spoken(visitor) == ("en", "ltr")


def test_a_language_that_the_site_speaks_no_longer_is_as_the_browser_asks(
    shelf: Shelf, cast: Cast
) -> None:
    Preferences.objects.create(user=cast.other, language="xx")
    assert spoken(cast.client("other"), "vi") == ("vi", "ltr")


def test_the_choice_takes_no_query_where_it_is_known(
    shelf: Shelf, cast: Cast, django_assert_num_queries: Any
) -> None:
    Preferences.objects.create(user=cast.other, language="vi")
    client = cast.client("other")
    spoken(client)
    with django_assert_num_queries(2):  # the user, their reach: the page is kept
        assert spoken(client) == ("vi", "ltr")
