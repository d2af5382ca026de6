"""Tokens of the API: who gets them, what they open, and when they end."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from rest_framework_simplejwt.tokens import AccessToken, RefreshToken

from accounts.models import User
from accounts.tests.factories import PASSWORD, UserFactory
from accounts.tokens import MARK, mark_of

TOKEN, REFRESH, ME = "/api/v1/auth/token/", "/api/v1/auth/token/refresh/", "/api/v1/me/"


@pytest.fixture
def user(db: None) -> User:
    return UserFactory(email="ana@example.org", handle="ana")


def post(client: Client, address: str, body: Any, **headers: Any) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json", headers=headers)


def tokens(client: Client, **more: str) -> Any:
    return post(client, TOKEN, {"email": "ana@example.org", "password": PASSWORD, **more})


def me(client: Client, token: str) -> Any:
    return client.get(ME, headers={"Authorization": f"Bearer {token}"})


def test_email_and_password_give_tokens_that_open_the_api(client: Client, user: User) -> None:
    given = tokens(client, email="ANA@example.org").json()
    assert set(given) == {"access", "refresh"}
    told = me(client, given["access"]).json()
    assert (told["handle"], told["groups"]) == ("ana", ["listener"])
    assert [workspace["role"] for workspace in told["workspaces"]] == ["owner"]
    renewed = post(client, REFRESH, {"refresh": given["refresh"]}).json()
    assert me(client, renewed["access"]).status_code == 200
    assert not client.cookies, "a client with tokens needs no session"


def test_a_token_tells_nothing_but_a_public_id(client: Client, user: User) -> None:
    payload = tokens(client).json()["access"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert set(claims) == {"token_type", "exp", "iat", "jti", "sub", MARK}
    assert claims["sub"] == user.public_id
    assert claims["exp"] - claims["iat"] == 600


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"email": "nobody@example.org"}, {"email": "ana"}]
)
def test_wrong_credentials_get_one_answer(
    client: Client, user: User, wrong: dict[str, str]
) -> None:
    answer = tokens(client, **wrong)
    assert answer.status_code == 401
    assert answer.json()["detail"] == "E-mail and password do not match"


def test_a_closed_account_gets_the_same_answer(client: Client, user: User) -> None:
    User.objects.update(is_active=False)
    assert tokens(client).json()["detail"] == "E-mail and password do not match"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "/email"), ({"email": "a@b.c"}, "/password"), ({"email": ["a"], "password": "x"}, "/email"),
        ({"email": "a", "password": {"a": 1}}, "/password"), ({"email": "\0", "password": "x"}, "/email"),
        ({"email": "a" * 191, "password": "x"}, "/email"), ({"email": "a", "password": "x" * 1001}, "/password"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(client: Client, user: User, body: Any, field: str) -> None:
    answer = post(client, TOKEN, body)
    assert answer.status_code == 422
    assert field in {error["pointer"] for error in answer.json()["errors"]}


def test_guessing_is_stopped_and_counted_together_with_the_sign_in_page(
    client: Client, user: User
) -> None:
    statuses = [tokens(client, password=f"guess {n}").status_code for n in range(12)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert tokens(client).status_code == 429, "the right password, too late"


def test_many_tries_from_one_address_are_stopped_whatever_they_try(
    client: Client, user: User
) -> None:
    statuses = [post(client, REFRESH, {"refresh": "x"}).status_code for _ in range(31)]
    assert statuses == [401] * 30 + [429]
    answer = post(client, REFRESH, {"refresh": "x"})
    assert int(answer["Retry-After"]) > 0
    assert answer["Content-Type"] == "application/problem+json"
    cache.clear()
    assert post(client, REFRESH, {"refresh": "x"}).status_code == 401


@pytest.mark.parametrize(("trusted", "last"), [(0, 429), (1, 401)])
def test_an_address_is_taken_from_a_header_only_behind_trusted_proxies(
    client: Client, user: User, settings: Any, trusted: int, last: int
) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": trusted}
    for n in range(31):
        answer = post(client, REFRESH, {"refresh": "x"}, **{"X-Forwarded-For": f"evil, 10.0.0.{n}"})
    assert answer.status_code == last


def test_a_second_factor_is_asked_for(client: Client, user: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    codes = RecoveryCodes.activate(user).get_unused_codes()
    assert tokens(client).json()["errors"][0]["pointer"] == "/code"
    assert tokens(client, code="00000000").status_code == 422
    assert tokens(client, code=codes[0]).status_code == 200
    assert tokens(client, code=codes[0]).status_code == 422, "used up"


def test_a_new_password_ends_all_tokens(client: Client, user: User) -> None:
    given = tokens(client).json()
    user.set_password("another password, longer")
    user.save(update_fields=["password"])
    assert me(client, given["access"]).status_code == 401
    assert post(client, REFRESH, {"refresh": given["refresh"]}).status_code == 401


def test_a_closed_or_removed_account_ends_them_too(client: Client, user: User) -> None:
    given = tokens(client).json()
    User.objects.update(is_active=False)
    assert me(client, given["access"]).status_code == 401
    User.objects.all().delete()
    assert me(client, given["access"]).status_code == 401
    assert post(client, REFRESH, {"refresh": given["refresh"]}).status_code == 401


def made_wrongly(user: User) -> dict[str, str]:
    refresh = RefreshToken.for_user(user)
    refresh[MARK] = mark_of(user)
    old = AccessToken.for_user(user)
    old[MARK] = mark_of(user)
    old.set_exp(lifetime=timedelta(seconds=-1))
    header, payload, _ = str(refresh.access_token).split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return {
        "a refresh token": str(refresh),
        "without its mark": str(AccessToken.for_user(user)),
        "expired": str(old),
        "another signature": f"{header}.{payload}.AAAA",
        "no signature": f"{none}.{payload}.",
        "nothing": "",
        "not a token": "x.y.z",
        "two words": "a b",
        "not text": "\xff\xfe",
        "huge": "a" * 100_000,
    }


def test_what_is_no_token_of_ours_opens_nothing(client: Client, user: User) -> None:
    for name, token in made_wrongly(user).items():
        answer = me(client, token)
        assert answer.status_code == 401, name
        assert answer["WWW-Authenticate"].startswith("Bearer"), name
        assert answer["Content-Type"] == "application/problem+json", name


def test_nobody_is_asked_to_sign_in(client: Client, user: User) -> None:
    answer = client.get(ME)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
