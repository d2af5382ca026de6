"""Tokens of the API: who gets them, what they open, and when they end."""

import base64
import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now
from rest_framework_simplejwt.tokens import AccessToken as PlainAccessToken

from accounts.models import PersonalToken, TokenFamily, User
from accounts.services.personal_tokens import personal_token_create
from accounts.services.tokens import MOST_DEVICES, AccessToken, RefreshToken, family_open
from accounts.tasks import tokens_purge
from accounts.tests.factories import PASSWORD, UserFactory

TOKEN, REFRESH, ME = "/api/v1/auth/token/", "/api/v1/auth/token/refresh/", "/api/v1/me/"
REVOKE, DEVICES = "/api/v1/auth/token/revoke/", "/api/v1/me/devices/"


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
    assert set(renewed) == {"access", "refresh"}
    assert me(client, renewed["access"]).status_code == 200
    assert not client.cookies, "a client with tokens needs no session"


def test_an_address_whose_letter_is_not_answered_gets_no_tokens(
    client: Client, user: User, letters: Any
) -> None:
    addresses = EmailAddress.objects.filter(user=user)
    addresses.update(verified=False)
    body = {"email": user.email, "password": PASSWORD}
    answer = client.post("/api/v1/auth/token/", body, content_type="application/json")
    assert answer.status_code == 422
    assert "letter" in answer.content.decode()
    addresses.update(verified=True)
    answer = client.post("/api/v1/auth/token/", body, content_type="application/json")
    assert answer.status_code == 200


def test_a_token_tells_nothing_but_a_public_id(client: Client, user: User) -> None:
    payload = tokens(client).json()["access"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert set(claims) == {"token_type", "exp", "iat", "jti", "sub", "sid"}
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
    settings.TRUSTED_PROXY_COUNT = trusted
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
    family = family_open(user=user, name="x", at=now())

    def made(token: Any, **claims: Any) -> str:
        for name, value in ({"sub": user.public_id, "sid": family.public_id} | claims).items():
            token[name] = value
        return str(token)

    old = AccessToken()
    old.set_exp(lifetime=timedelta(seconds=-1))
    good = made(AccessToken())
    assert me(Client(), good).status_code == 200, "or nothing below means anything"
    header, payload, _ = good.split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    return {
        "a refresh token": made(RefreshToken(), n=0),
        "of no family": made(AccessToken(), sid="0" * 32),
        "of another's family": made(AccessToken(), sub=UserFactory().public_id),
        "a family that is none": made(AccessToken(), sid=["\0"]),
        "signed with SECRET_KEY itself": made(PlainAccessToken()),
        "expired": made(old),
        "another signature": f"{header}.{payload}.AAAA",
        "no signature": f"{none}.{payload}.",
        "nothing": "",
        "not a token": "x.y.z",
        "two words": "a b",
        "not text": "\xff\xfe",
        "huge": "a" * 100_000,
        "a personal token that is none": "musicsite_" + "a" * 43,
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


# --- Families --------------------------------------------------------------------------------------


def test_a_used_refresh_token_ends_its_family_and_it_is_recorded(
    client: Client, user: User
) -> None:
    first = tokens(client, device="Ana's phone").json()
    other = tokens(client, device="Ana's laptop").json()
    second = post(client, REFRESH, {"refresh": first["refresh"]}).json()
    assert post(client, REFRESH, {"refresh": first["refresh"]}).status_code == 401
    assert post(client, REFRESH, {"refresh": second["refresh"]}).status_code == 401
    assert [me(client, pair["access"]).status_code for pair in (first, second)] == [401, 401]
    assert me(client, other["access"]).status_code == 200, (
        "another sign-in has nothing to do with it"
    )
    family = TokenFamily.objects.get(name="Ana's phone")
    assert (family.ended_by, family.ended_at is None) == ("reused", False)


def test_signing_out_ends_access_at_once(client: Client, user: User) -> None:
    given = tokens(client).json()
    assert post(client, REVOKE, {"refresh": given["refresh"]}).status_code == 204
    assert me(client, given["access"]).status_code == 401
    assert post(client, REFRESH, {"refresh": given["refresh"]}).status_code == 401
    assert post(client, REVOKE, {"refresh": given["refresh"]}).status_code == 204
    assert post(client, REVOKE, {"refresh": "x.y.z"}).status_code == 204
    assert TokenFamily.objects.get().ended_by == "signed_out"


def test_signing_out_holds_while_the_cache_is_away(
    client: Client, user: User, settings: Any
) -> None:
    given = tokens(client).json()
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1"}}
    assert me(client, given["access"]).status_code == 200
    post(client, REVOKE, {"refresh": given["refresh"]})
    assert me(client, given["access"]).status_code == 401


def test_devices_are_listed_and_signed_out_one_by_one(client: Client, user: User) -> None:
    phone = tokens(client, device="Ana's phone").json()
    laptop = tokens(client, device="Ana's laptop").json()
    bearer = {"Authorization": f"Bearer {laptop['access']}"}
    listed = client.get(DEVICES, headers=bearer).json()["results"]
    assert [(d["name"], d["is_current"], d["address"]) for d in listed] == [
        ("Ana's laptop", True, "127.0.0.1"),
        ("Ana's phone", False, "127.0.0.1"),
    ]
    address = f"{DEVICES}{listed[1]['id']}/"
    assert client.delete(address, headers=bearer).status_code == 204
    assert me(client, phone["access"]).status_code == 401
    assert client.delete(address, headers=bearer).status_code == 404
    assert len(client.get(DEVICES, headers=bearer).json()["results"]) == 1


def test_all_other_devices_are_signed_out_together(client: Client, user: User) -> None:
    pairs = [tokens(client).json() for _ in range(3)]
    bearer = {"Authorization": f"Bearer {pairs[1]['access']}"}
    assert client.delete(DEVICES, headers=bearer).status_code == 204
    assert [me(client, pair["access"]).status_code for pair in pairs] == [401, 200, 401]


def test_nobody_signs_out_anothers_device(client: Client, user: User) -> None:
    given = tokens(client).json()
    bob = UserFactory(handle="bob")
    stranger = Client()
    stranger.force_login(bob)
    address = f"{DEVICES}{TokenFamily.objects.get().public_id}/"
    missing = stranger.delete(f"{DEVICES}{'0' * 32}/")
    found = stranger.delete(address)
    assert (found.status_code, found.content) == (404, missing.content)
    assert stranger.delete(DEVICES).status_code == 204
    assert me(client, given["access"]).status_code == 200
    assert stranger.get(DEVICES).json()["results"] == []


def test_a_new_password_empties_the_list(client: Client, user: User) -> None:
    tokens(client)
    user.set_password("another password, longer")
    user.save(update_fields=["password"])
    client.force_login(user)
    assert client.get(DEVICES).json()["results"] == []


def test_who_signs_in_without_end_signs_out_the_longest_unused(user: User) -> None:
    made = [family_open(user=user, name=str(n), at=now()) for n in range(MOST_DEVICES + 1)]
    ended = TokenFamily.objects.exclude(ended_by="")
    assert [(f.pk, f.ended_by) for f in ended] == [(made[0].pk, "crowded")]


def test_a_request_with_a_token_takes_one_query_for_it(
    client: Client, user: User, django_assert_num_queries: Any
) -> None:
    access = tokens(client).json()["access"]
    with django_assert_num_queries(1):
        client.post(ME, headers={"Authorization": f"Bearer {access}"})


# --- Keys ------------------------------------------------------------------------------------------


def test_the_key_changes_without_signing_anybody_out(
    client: Client, user: User, settings: Any
) -> None:
    given = tokens(client).json()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = hashlib.sha256(b"another").hexdigest()
    assert me(client, given["access"]).status_code == 200
    renewed = post(client, REFRESH, {"refresh": given["refresh"]}).json()
    settings.SECRET_KEY_FALLBACKS = []
    assert me(client, renewed["access"]).status_code == 200, "made with the new key"
    assert me(client, given["access"]).status_code == 401, "the old key is forgotten"


def test_a_token_signed_with_a_forgotten_or_known_key_opens_nothing(
    client: Client, user: User, settings: Any
) -> None:
    """No key that ships with the code: CVE-2023-51442."""
    own = settings.SECRET_KEY
    for guess in ("secret", "not so secret", "django-insecure", "x" * 40, own[::-1]):
        settings.SECRET_KEY = guess
        family = family_open(user=user, name="x", at=now())
        token = AccessToken()
        token["sub"], token["sid"] = user.public_id, family.public_id
        forged = str(token)
        settings.SECRET_KEY = own
        assert me(client, forged).status_code == 401


def test_what_ended_long_ago_is_forgotten_and_why_it_ended_is_not_before(user: User) -> None:
    for days in (200, 20, 0):
        family_open(user=user, name=str(days), at=now() - timedelta(days=days))
    for days in (100, 80):
        personal_token_create(
            user=user, name=str(days), scopes={"read"}, at=now(), expires_at=now() + timedelta(1)
        )
        newest = PersonalToken.objects.order_by("-pk").first()
        assert newest is not None
        PersonalToken.objects.filter(pk=newest.pk).update(expires_at=now() - timedelta(days=days))
    assert tokens_purge.func() == 2
    assert set(TokenFamily.objects.values_list("name", flat=True)) == {"20", "0"}
    assert PersonalToken.objects.get().name == "80"
