"""Personal access tokens and app passwords: what they open, for how long, and what is kept of them."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from accounts.models import AppPassword, PersonalToken, TokenFamily, User
from accounts.services import app_passwords
from accounts.services.app_passwords import app_password_create, user_by_password, user_by_salted
from accounts.services.personal_tokens import MOST, personal_token_create
from accounts.services.tokens import _tokens as tokens_of
from accounts.services.tokens import family_open
from accounts.tests.factories import PASSWORD, UserFactory

TOKENS, APPS = "/api/v1/me/tokens/", "/api/v1/me/app-passwords/"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(handle="ana")


@pytest.fixture
def ana(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    return client


def post(client: Client, address: str, body: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def with_token(token: str, address: str, verb: str = "GET") -> Any:
    headers = {"Authorization": f"Bearer {token}"}
    return Client().generic(verb, address, "{}", "application/json", headers=headers)


def test_a_token_is_shown_once_and_kept_as_a_hash(ana: Client, user: User) -> None:
    made = post(ana, TOKENS, {"name": "script", "scopes": ["write", "read"]})
    assert made.status_code == 201
    told = made.json()
    plain = told["token"]
    assert (told["scopes"], told["hint"]) == (["read", "write"], plain[-4:])
    listed = ana.get(TOKENS)
    assert plain not in listed.content.decode()
    assert "no-store" in listed["Cache-Control"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_personaltoken")
        assert plain.removeprefix("musicsite_") not in str(cursor.fetchall())


def test_a_token_opens_what_its_scopes_say_and_nothing_else(user: User) -> None:
    for scopes, read, write in (({"read"}, 200, 403), ({"write"}, 403, 422), ({"play"}, 403, 403)):
        _, token = personal_token_create(user=user, name="x", scopes=scopes, at=now())
        assert with_token(token, "/api/v1/me/").status_code == read
        assert with_token(token, "/api/v1/me/queue/", "PUT").status_code == write
    refused = with_token(token, "/api/v1/me/")
    assert refused.json()["type"] == "/problems/missing-scope"


def test_no_token_makes_another(user: User) -> None:
    every = ["read", "play", "write", "upload", "admin"]
    _, token = personal_token_create(user=user, name="x", scopes=every, at=now())
    for address in (TOKENS, APPS):
        for verb in ("GET", "POST"):
            assert with_token(token, address, verb).status_code == 403
    assert with_token(token, "/api/v1/me/devices/", "DELETE").status_code == 403


@pytest.mark.parametrize("end", ["revoked", "expired", "closed account", "foreign"])
def test_a_token_that_has_ended_opens_nothing(ana: Client, user: User, end: str) -> None:
    row, token = personal_token_create(user=user, name="x", scopes={"read"}, at=now())
    assert with_token(token, "/api/v1/me/").status_code == 200
    if end == "revoked":
        assert ana.delete(f"{TOKENS}{row.public_id}/").status_code == 204
        assert ana.delete(f"{TOKENS}{row.public_id}/").status_code == 404
    elif end == "expired":
        PersonalToken.objects.update(expires_at=now() - timedelta(seconds=1))
    elif end == "closed account":
        User.objects.update(is_active=False)
    else:
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    answer = with_token(token, "/api/v1/me/")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
    assert with_token(token, "/api/v1/albums/").status_code == 401, "also where nobody is asked for"


def test_the_last_use_is_kept_to_the_minute(user: User, django_assert_num_queries: Any) -> None:
    row, token = personal_token_create(user=user, name="x", scopes={"read"}, at=now())
    with_token(token, "/api/v1/me/")
    row.refresh_from_db()
    first = row.last_used_at
    assert first is not None
    with django_assert_num_queries(1):  # the token with its user
        with_token(token, "/api/v1/me/likes/?ids=x")
    row.refresh_from_db()
    assert row.last_used_at == first


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"), ({"name": "x", "scopes": []}, "/scopes"), ({"name": "x", "scopes": ["root"]}, "/scopes/0"),
        ({"name": "x", "scopes": "read"}, "/scopes"), ({"name": "x" * 101, "scopes": ["read"]}, "/name"),
        ({"name": "x", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"name": "x", "scopes": ["read"] * 10_000}, "/scopes"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_wish_is_named(ana: Client, body: Any, pointer: str) -> None:
    answer = post(ana, TOKENS, body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_nobody_has_tokens_without_end(ana: Client, user: User) -> None:
    for _ in range(MOST):
        personal_token_create(user=user, name="x", scopes={"read"}, at=now())
    assert post(ana, TOKENS, {"name": "one more", "scopes": ["read"]}).status_code == 409


def test_what_is_anothers_is_as_if_it_were_not(ana: Client) -> None:
    bob = UserFactory(handle="bob")
    token, plain = personal_token_create(user=bob, name="bobs", scopes={"read"}, at=now())
    app, _ = app_password_create(user=bob, name="bobs")
    for address, row in ((TOKENS, token), (APPS, app)):
        missing = ana.delete(f"{address}{'0' * 32}/")
        found = ana.delete(f"{address}{row.public_id}/")
        assert (found.status_code, found.content) == (404, missing.content)
        assert ana.get(address).json()["results"] == []
    assert with_token(plain, "/api/v1/me/").json()["handle"] == "bob"


def test_extra_fields_set_nothing(ana: Client, user: User) -> None:
    """Mass assignment: what is not asked for is not taken."""
    bob = UserFactory(handle="bob")
    more = {
        "user": bob.pk,
        "user_id": bob.pk,
        "id": "0" * 32,
        "token_hash": "x",
        "revoked_at": None,
    }
    told = post(ana, TOKENS, {"name": "x", "scopes": ["read"], **more}).json()
    row = PersonalToken.objects.get()
    assert (row.user, row.public_id) == (user, told["id"])
    assert told["id"] != "0" * 32


def test_a_session_needs_its_csrf_token_to_make_one(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert post(strict, TOKENS, {"name": "x", "scopes": ["read"]}).status_code == 403


# --- App passwords ---------------------------------------------------------------------------------


def test_an_app_password_is_shown_once_and_sealed(ana: Client, user: User) -> None:
    told = post(ana, APPS, {"name": "Symfonium"}).json()
    plain = told["password"]
    assert len(plain) == 24
    listed = ana.get(APPS)
    assert [row["name"] for row in listed.json()["results"]] == ["Symfonium"]
    assert plain not in listed.content.decode()
    row = AppPassword.objects.get()
    assert plain not in row.secret_sealed + row.secret_hash


def test_an_app_password_opens_nothing_of_the_api(user: User) -> None:
    _, plain = app_password_create(user=user, name="x")
    assert with_token(plain, "/api/v1/me/").status_code == 401
    given = {"email": user.email, "password": plain}
    assert post(Client(), "/api/v1/auth/token/", given).status_code == 401
    assert not Client().login(email=user.email, password=plain)


def test_an_app_password_proves_itself_plain_and_salted(user: User) -> None:
    _, first = app_password_create(user=user, name="one")
    _, plain = app_password_create(user=user, name="two")
    salted = hashlib.md5(f"{plain}c19b2d".encode(), usedforsecurity=False).hexdigest()
    for handle in ("ana", user.email, user.email.upper()):
        assert user_by_salted(handle, salted, "c19b2d", at=now()) == user
        assert user_by_password(handle, plain, at=now()) == user
    assert user_by_salted("ana", salted, "other", at=now()) is None
    assert user_by_salted("bob", salted, "c19b2d", at=now()) is None
    assert user_by_password("bob", plain, at=now()) is None
    assert user_by_password("ana", first + "x", at=now()) is None
    assert AppPassword.objects.get(name="two").last_used_at is not None
    assert AppPassword.objects.get(name="one").last_used_at is None


def test_a_removed_app_password_is_gone_whole(ana: Client, user: User) -> None:
    row, plain = app_password_create(user=user, name="x")
    assert ana.delete(f"{APPS}{row.public_id}/").status_code == 204
    assert user_by_password("ana", plain, at=now()) is None
    assert not AppPassword.objects.exists()


def test_app_passwords_survive_a_change_of_the_key(user: User, settings: Any) -> None:
    _, plain = app_password_create(user=user, name="x")
    salted = hashlib.md5(f"{plain}s".encode(), usedforsecurity=False).hexdigest()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, of at least 32 characters"
    assert user_by_salted("ana", salted, "s", at=now()) == user
    settings.SECRET_KEY_FALLBACKS = []
    assert user_by_salted("ana", salted, "s", at=now()) is None, "and no error"


def test_nobody_has_app_passwords_without_end(ana: Client, user: User) -> None:
    for _ in range(app_passwords.MOST):
        app_password_create(user=user, name="x")
    assert post(ana, APPS, {"name": "one more"}).status_code == 409


@pytest.mark.parametrize(
    ("address", "body"),
    [(TOKENS, {"name": "x", "scopes": ["read"]}), (APPS, {"name": "x"})],
)
def test_a_session_alone_makes_nothing_that_opens_the_account_for_long(
    address: str, body: Any, user: User
) -> None:
    stolen = Client()
    stolen.force_login(user)
    refused = post(stolen, address, body)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-lately")
    assert not PersonalToken.objects.exists()
    assert not AppPassword.objects.exists()
    stolen.post("/account/reauthenticate/", {"password": PASSWORD})
    assert post(stolen, address, body).status_code == 201


def test_an_app_that_signed_in_long_ago_signs_in_again_to_make_one(user: User) -> None:
    family = family_open(user=user, name="app", at=now())
    bearer = {"Authorization": f"Bearer {tokens_of(family).access}"}
    body = {"name": "x", "scopes": ["read"]}
    assert Client().post(TOKENS, body, "application/json", headers=bearer).status_code == 201
    TokenFamily.objects.update(created_at=now() - timedelta(minutes=6))
    assert Client().post(TOKENS, body, "application/json", headers=bearer).status_code == 403
