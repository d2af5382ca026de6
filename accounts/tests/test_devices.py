"""Where a person is signed in, and how that ends."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.agents import agent_name
from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory
from accounts.tests.test_sign_up import is_in

DEVICES = "/account/sessions/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org")


def browser(user: User, agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": agent})
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    assert is_in(client)
    return client


def with_session(key: str) -> Client:
    """A browser with a cookie that was kept: answers take away those that don't hold any more."""
    client = Client()
    client.cookies["session"] = key
    return client


def listed(client: Client) -> list[Any]:
    return [device for _, _, found in client.get(DEVICES).context["kinds"] for device in found]


def test_each_browser_is_listed_by_what_it_is(user: User) -> None:
    here, _phone = browser(user), browser(user, IPHONE)
    UserFactory(email="bob@example.org")
    assert {(device.name, device.is_current) for device in listed(here)} == {
        ("Firefox on Linux", True), ("Safari on iPhone", False),
    }  # fmt: skip


@pytest.mark.parametrize("cached", [True, False])
def test_signing_out_there_works_at_once(user: User, cached: bool) -> None:
    here, phone = browser(user), browser(user, IPHONE)
    (there,) = [device for device in listed(here) if not device.is_current]
    if not cached:
        cache.clear()
    answer = here.post(DEVICES, {"kind": "sessions", "device": there.id})
    assert answer.status_code == 303
    assert not is_in(phone)
    assert is_in(here)
    assert len(listed(here)) == 1


@pytest.mark.parametrize("how", ["there", "here"])
def test_what_ended_while_the_cache_was_away_stays_ended(
    user: User, how: str, settings: Any
) -> None:
    here, phone = browser(user), browser(user, IPHONE)
    stranger = browser(UserFactory(email="bob@example.org"))
    key = phone.cookies["session"].value
    (there,) = [device for device in listed(here) if not device.is_current]
    known = settings.CACHES
    settings.CACHES = {"default": {**known["default"], "LOCATION": "redis://127.0.0.1:1"}}
    if how == "there":
        here.post(DEVICES, {"kind": "sessions", "device": there.id})
    else:
        phone.post("/account/logout/")
    assert not is_in(with_session(key))
    settings.CACHES = known
    assert not is_in(with_session(key))
    assert is_in(stranger)


@pytest.mark.parametrize("device", ["0", "x", "", "99999999999999999999", "²"])
def test_what_is_not_there_can_not_be_signed_out(user: User, device: str) -> None:
    assert browser(user).post(DEVICES, {"kind": "sessions", "device": device}).status_code == 404


def test_nobody_signs_out_somebody_else(user: User) -> None:
    here = browser(user)
    stranger = browser(UserFactory(email="bob@example.org"))
    answer = stranger.post(DEVICES, {"kind": "sessions", "device": listed(here)[0].id})
    assert answer.status_code == 404
    assert is_in(here)


def test_signing_out_everywhere_ends_sessions_that_no_list_knows_and_tokens(user: User) -> None:
    here, phone, unlisted = browser(user), browser(user, IPHONE), Client()
    unlisted.force_login(user)
    given = Client().post(
        "/api/v1/auth/token/",
        {"email": user.email, "password": PASSWORD},
        content_type="application/json",
    )
    bearer = {"Authorization": f"Bearer {given.json()['access']}"}
    assert Client().get("/api/v1/me/", headers=bearer).status_code == 200
    here.post(DEVICES, {"everywhere": ""})
    assert not any(is_in(client) for client in (here, phone, unlisted))
    assert Client().get("/api/v1/me/", headers=bearer).status_code == 401
    assert is_in(browser(user)), "the password still works"


def test_a_session_lives_in_the_database_when_the_cache_forgets(user: User) -> None:
    here = browser(user)
    cache.clear()
    assert is_in(here)


def test_the_list_takes_as_many_queries_for_many_browsers(
    user: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    here = browser(user)
    here.get(DEVICES)
    counts = []
    for more in (1, 4):
        for _ in range(more):
            browser(user)
        with django_assert_max_num_queries(MOST) as asked:
            assert len(listed(here)) > more
        counts.append(len(asked))
    assert counts[0] == counts[1]


MOST = 8


@pytest.mark.parametrize(
    ("agent", "name"),
    [(FIREFOX, "Firefox on Linux"), (IPHONE, "Safari on iPhone"), ("curl/8.5.0", "curl/8.5.0"), ("", "?"),
     ("x" * 500, "x" * 60)],
)  # fmt: skip
def test_programs_are_called_what_people_call_them(agent: str, name: str) -> None:
    assert agent_name(agent) == name
