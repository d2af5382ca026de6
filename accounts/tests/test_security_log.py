"""Each event of security has its line: what, whose, from where, by which factors; and nothing that opens anything."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.security_log import SecurityEvent, told
from accounts.services import sign_out_everywhere
from accounts.tests.factories import PASSWORD, UserFactory
from accounts.tests.test_admin import form_of
from accounts.tests.test_devices import browser
from accounts.tests.test_second_factor import code_now, give, half_in, set_up
from common.logs import JsonFormatter, person_hash, whose

pytestmark = pytest.mark.django_db
HOUSE = Path(__file__).resolve().parents[2]
LOGIN, TOKEN = "/account/login/", "/api/v1/auth/token/"


class Lines(logging.Handler):
    """What the log would say, as it would say it."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.text.append(JsonFormatter().format(record))

    def take(self) -> list[dict[str, Any]]:
        """The lines since the last look."""
        found = [json.loads(line) for line in self.text]
        self.text.clear()
        return found


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org")


@pytest.fixture
def lines(user: User) -> Iterator[Lines]:
    logger, handler = logging.getLogger("security"), Lines()
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


def _sent(client: Client, **given: str) -> int:
    return client.post(TOKEN, given, content_type="application/json").status_code


def test_a_sign_in_says_who_from_where_and_by_what(lines: Lines, user: User) -> None:
    client = Client(headers={"User-Agent": "A"})
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    (line,) = lines.take()
    assert (line["message"], line["by"], line["level"]) == ("signed in", ["password"], "INFO")
    assert (line["user"], line["address"]) == (person_hash(user.pk), "127.0.0.1")
    assert _sent(client, email=user.email, password=PASSWORD) == 200
    (line,) = lines.take()
    assert (line["message"], line["by"], line["user"]) == (
        "signed in",
        ["password"],
        person_hash(user.pk),
    )


@pytest.mark.django_db(transaction=True)  # it is told once it is kept
def test_a_second_factor_is_told_with_its_kind_when_it_opens_and_when_it_does_not(
    lines: Lines, user: User
) -> None:
    _, _, codes = set_up(user)
    told = [(line["message"], line.get("by"), line.get("kind")) for line in lines.take()]
    assert ("proven again", ["password"], None) in told
    assert ("second factor added", None, "totp") in told

    client = half_in(user)
    assert lines.take() == [], "half of it is no sign-in"
    assert not give(client, "000000")
    (line,) = lines.take()
    assert (line["message"], line["by"], line["level"]) == ("sign-in refused", ["totp"], "WARNING")
    assert line["user"] == person_hash(user.pk)
    assert give(client, codes[0])
    (line,) = lines.take()
    assert (line["message"], line["by"]) == ("signed in", ["password", "recovery_codes"])

    assert _sent(Client(), email=user.email, password=PASSWORD, code=codes[1]) == 200
    assert lines.take()[-1]["by"] == ["password", "code"]


def test_guesses_are_told_until_they_are_stopped_and_then_that(lines: Lines, user: User) -> None:
    for number in range(8):
        Client().post(LOGIN, {"login": user.email, "password": f"guess {number}"})
    found = lines.take()
    assert {line["level"] for line in found} == {"WARNING"}
    said = [line["message"] for line in found]
    assert said[0] == "sign-in refused"
    assert said[-1] == "sign-in locked"


def test_signing_out_here_and_everywhere_is_told(lines: Lines, user: User) -> None:
    client = browser(user)
    lines.take()
    client.post("/account/logout/")
    sign_out_everywhere(user=user)
    found = lines.take()
    assert [line["message"] for line in found] == ["signed out", "signed out everywhere"]
    assert {line["user"] for line in found} == {person_hash(user.pk)}


def test_a_new_password_is_told(lines: Lines, user: User) -> None:
    client = browser(user)
    lines.take()
    new = "another-word-1957"
    client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert "password changed" in [line["message"] for line in lines.take()]


def test_tokens_are_told_when_they_are_made_ended_and_come_again(lines: Lines, user: User) -> None:
    client = browser(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    lines.take()
    given = {"name": "A script", "scopes": ["read"]}
    mine = "/api/v1/me/tokens/"
    made = client.post(mine, given, content_type="application/json")
    assert made.status_code == 201, made.content
    client.delete(f"{mine}{made.json()['id']}/")
    found = lines.take()
    assert [(line["message"], line["kind"]) for line in found] == [
        ("made a token", "personal"),
        ("ended a token", "personal"),
    ]

    asked = {"email": user.email, "password": PASSWORD}
    tokens = Client().post(TOKEN, asked, content_type="application/json").json()
    lines.take()
    for _ in range(2):
        Client().post(
            f"{TOKEN}refresh/", {"refresh": tokens["refresh"]}, content_type="application/json"
        )
    (line,) = lines.take()
    assert (line["message"], line["level"], line["user"]) == (
        "reused a token",
        "WARNING",
        person_hash(user.pk),
    )


def test_a_change_of_roles_and_rights_is_told(lines: Lines, user: User) -> None:
    group = Group.objects.get(name=Role.CONTENT_MANAGER)
    user.groups.add(group)
    user.groups.remove(group)
    found = lines.take()
    assert [(line["message"], line["roles"], line["given"]) for line in found] == [
        ("roles changed", [Role.CONTENT_MANAGER.value], True),
        ("roles changed", [Role.CONTENT_MANAGER.value], False),
    ]

    administrator = UserFactory(role=Role.ADMINISTRATOR)
    client = browser(administrator)
    lines.take()
    address = f"/admin/accounts/user/{user.pk}/change/"
    given = form_of(client, address) | {"groups": []}
    given.pop("is_active")
    answer = client.post(address, given)
    assert answer.status_code == 302, answer.context["errors"]
    line = next(line for line in lines.take() if "is_active" in line)
    assert (line["message"], line["is_active"], line["user"]) == (
        "roles changed",
        False,
        person_hash(user.pk),
    )


def test_what_an_administrator_does_to_an_account_says_whose_it_is_and_who_did_it(
    lines: Lines, user: User
) -> None:
    administrator = UserFactory(role=Role.ADMINISTRATOR)
    client = browser(administrator)
    lines.take()
    new = "a night train to nowhere"
    given = {"usable_password": "true", "password1": new, "password2": new}
    answer = client.post(f"/admin/accounts/user/{user.pk}/password/", given)
    assert answer.status_code == 302, answer.context["form"].errors
    action = {"action": "make_password_link", "_selected_action": [user.pk]}
    assert client.post("/admin/accounts/user/", action).status_code == 302
    told = [line for line in lines.take() if line["user"] == person_hash(user.pk)]
    assert [line["message"] for line in told] == ["password changed", "password link made"]
    assert all(line["address"] == "127.0.0.1" for line in told)


def test_a_line_names_who_did_it_to_whom(lines: Lines, user: User) -> None:
    administrator = UserFactory()
    lines.take()
    token = whose.set(lambda: person_hash(administrator.pk))
    try:
        told(SecurityEvent.SIGNED_OUT_EVERYWHERE, user=user)
        told(SecurityEvent.SIGNED_OUT_EVERYWHERE, user=administrator)
    finally:
        whose.reset(token)
    theirs, own = lines.take()
    assert (theirs["user"], theirs["by_user"]) == (
        person_hash(user.pk),
        person_hash(administrator.pk),
    )
    assert "by_user" not in own


def test_no_line_holds_what_opens_something(lines: Lines, user: User) -> None:
    _, secret, codes = set_up(user)
    give(half_in(user), codes[0])
    Client().post(LOGIN, {"login": user.email, "password": "a guess"})
    _sent(Client(), email=user.email, password=PASSWORD, code=code_now(secret))
    said = "\n".join(lines.text)
    assert len(lines.text) == 5
    for kept in (PASSWORD, "a guess", secret, *codes, user.email):
        assert kept not in said


def test_the_list_of_events_is_the_code_s() -> None:
    page = (HOUSE / "docs" / "security.md").read_text()
    table = page.partition("\n## Events in the log\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)` \|", table, flags=re.MULTILINE) == [
        "message",
        *SecurityEvent,
    ]
