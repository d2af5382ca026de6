"""The page of tokens and app passwords: made without a script, shown once, revoked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.models import AppPassword, PersonalToken, User
from accounts.services.personal_tokens import personal_token_create
from accounts.tests.factories import PASSWORD, UserFactory

PAGE = "/account/tokens/"


@pytest.fixture
def ana(db: None) -> Client:
    client = Client()
    client.force_login(UserFactory(handle="ana"))
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def secret_in(answer: Any) -> str:
    found = re.search(r'<code class="token__secret">(.*?)</code>', answer.content.decode())
    assert found
    return found[1]


def test_a_token_made_on_the_page_works_and_is_shown_once(ana: Client) -> None:
    form = {"form": "token", "name": "script", "scopes": ["read"], "days": "30"}
    made = ana.post(PAGE, form)
    plain = secret_in(made)
    assert "no-store" in made["Cache-Control"]
    headers = {"Authorization": f"Bearer {plain}"}
    assert Client().get("/api/v1/me/", headers=headers).json()["handle"] == "ana"
    again = ana.get(PAGE).content.decode()
    assert plain not in again
    assert "script" in again
    row = PersonalToken.objects.get()
    revoked = ana.post(PAGE, {"form": "end", "kind": "token", "id": row.public_id})
    assert revoked.status_code == 303
    assert Client().get("/api/v1/me/", headers=headers).status_code == 401


def test_an_app_password_made_on_the_page_is_shown_once(ana: Client) -> None:
    plain = secret_in(ana.post(PAGE, {"form": "app", "name": "Symfonium"}))
    assert len(plain) == 24
    row = AppPassword.objects.get()
    assert plain not in ana.get(PAGE).content.decode()
    ana.post(PAGE, {"form": "end", "kind": "app", "id": row.public_id})
    assert not AppPassword.objects.exists()


@pytest.mark.parametrize(
    "form",
    [{"form": "token"}, {"form": "token", "name": "x", "scopes": "root"}, {"form": "app"}, {"form": "x"}, {},
     {"form": "token", "name": "x", "scopes": "read", "days": "9999"}],
)  # fmt: skip
def test_what_is_wrong_is_said_and_makes_nothing(ana: Client, form: dict[str, str]) -> None:
    assert ana.post(PAGE, form).status_code == 422
    assert not PersonalToken.objects.exists()


def test_names_are_text_and_others_rows_are_not_ours(ana: Client) -> None:
    bob = UserFactory(handle="bob")
    theirs, _ = personal_token_create(user=bob, name="bobs", scopes={"read"}, at=now())
    ana_user = User.objects.get(handle="ana")
    personal_token_create(user=ana_user, name="<script>", scopes={"read"}, at=now())
    page = ana.get(PAGE).content.decode()
    assert "&lt;script&gt;" in page
    assert "bobs" not in page
    ana.post(PAGE, {"form": "end", "kind": "token", "id": theirs.public_id})
    theirs.refresh_from_db()
    assert theirs.revoked_at is None


def test_a_form_of_another_site_makes_nothing(ana: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = ana.cookies
    form = {"form": "token", "name": "x", "scopes": ["read"]}
    assert strict.post(PAGE, form).status_code == 403


def test_a_session_alone_is_asked_for_the_password_first(db: None) -> None:
    client = Client()
    client.force_login(UserFactory(handle="ana"))
    assert 'name="form" value="token"' not in client.get(PAGE).content.decode()
    asked = client.post(PAGE, {"form": "app", "name": "Symfonium"})
    assert asked.headers["Location"].startswith("/account/reauthenticate/?next=")
    assert not AppPassword.objects.exists()
