"""Guessing is stopped by account and by address, and no header that a visitor sends changes that."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory
from accounts.tests.test_sign_up import is_in
from common.visitors import UNKNOWN, visitor_address

LOGIN = "/account/login/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org")


def proxies(settings: Any, count: int) -> None:
    settings.TRUSTED_PROXY_COUNT = count


def tries(password: str, email: str = "ana@example.org", **headers: str) -> Client:
    client = Client()
    client.post(LOGIN, {"login": email, "password": password}, headers=headers)
    return client


def test_an_account_is_locked_from_wherever_it_is_tried(user: User, settings: Any) -> None:
    proxies(settings, 1)
    for n in range(6):
        tries("guess", **{"X-Forwarded-For": f"192.0.2.{n}"})
    assert not is_in(tries(PASSWORD, **{"X-Forwarded-For": "198.51.100.1"}))
    UserFactory(email="bob@example.org")
    elsewhere = tries(PASSWORD, "bob@example.org", **{"X-Forwarded-For": "198.51.100.1"})
    assert is_in(elsewhere), "others still get in"


def test_an_account_is_locked_whatever_host_is_named(user: User, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for n in range(6):
        tries("guess", Host=f"host{n}.example")
    assert not is_in(tries(PASSWORD, Host="another.example"))


def test_an_account_is_locked_however_its_address_is_written(user: User) -> None:
    for email in (
        "ANA@example.org",
        "Ana@Example.org",
        " ana@example.org",
        "ana@EXAMPLE.org",
        "aNa@example.org",
    ):
        tries("guess", email)
    assert not is_in(tries(PASSWORD))


@pytest.mark.parametrize("trusted", [0, 1])
def test_an_address_is_locked_whatever_it_says_of_itself(settings: Any, trusted: int) -> None:
    """With one proxy, what it adds on the right counts; what the visitor wrote on the left does not."""
    proxies(settings, trusted)
    UserFactory(email="zoe@example.org")
    for n in range(12):
        forged = f"10.0.0.{n}" if trusted == 0 else f"10.0.0.{n}, 192.0.2.7"
        tries("guess", f"nobody{n}@example.org", **{"X-Forwarded-For": forged})
    late = "10.9.9.9" if trusted == 0 else "10.9.9.9, 192.0.2.7"
    assert not is_in(tries(PASSWORD, "zoe@example.org", **{"X-Forwarded-For": late}))
    if trusted:
        other = tries(PASSWORD, "zoe@example.org", **{"X-Forwarded-For": "192.0.2.8"})
        assert is_in(other), "behind the same proxy, others get in"


@pytest.mark.parametrize(
    ("trusted", "forwarded", "peer", "taken"),
    [
        (0, "192.0.2.1", "10.0.0.1", "10.0.0.1"),
        (1, "192.0.2.1", "10.0.0.1", "192.0.2.1"),
        (1, "6.6.6.6, 192.0.2.1", "10.0.0.1", "192.0.2.1"),
        (2, "6.6.6.6, 192.0.2.1, 10.0.0.9", "10.0.0.1", "192.0.2.1"),
        (2, "192.0.2.1", "10.0.0.1", "192.0.2.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "2001:db8::1", "10.0.0.1", "2001:db8::1"),
        (1, "x" * 5000, "10.0.0.1", "10.0.0.1"),
        (0, "", "", UNKNOWN),
    ],
)
def test_the_visitor_is_as_many_proxies_off_as_are_trusted(
    settings: Any, trusted: int, forwarded: str, peer: str, taken: str
) -> None:
    proxies(settings, trusted)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert visitor_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=peer)) == taken


def test_a_header_of_nonsense_is_no_error(user: User, settings: Any) -> None:
    proxies(settings, 1)
    assert is_in(tries(PASSWORD, **{"X-Forwarded-For": "evil" * 500, "User-Agent": "\u00e4" * 300}))


@pytest.mark.parametrize("address", ["/account/password/reset/", "/account/signup/"])
def test_letters_are_not_asked_for_without_end(letters: Any, address: str) -> None:
    letters.SIGN_UP = "open"
    client = Client()
    given = {"email": "ana@example.org", "password1": PASSWORD}
    answers = [
        client.post(address, given | {"email": f"a{n}@example.org"}).status_code for n in range(25)
    ]
    assert 429 in answers


def test_one_address_gets_no_flood_of_letters(user: User, letters: Any) -> None:
    answers = [
        Client().post("/account/password/reset/", {"email": user.email}).status_code
        for _ in range(8)
    ]
    assert answers.count(302) <= 5
