"""Signing in with an OpenID provider, and with one that lies."""

import json
import re
import time
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as site
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from accounts.oidc.tokens import BACK_CHANNEL_EVENT
from accounts.roles import Role
from accounts.tests.factories import PASSWORD, UserFactory
from musicsite.oidc_setting import providers
from musicsite.tests.lying_provider import CLIENT, Liar, lying_provider

LOGIN, CALLBACK = "/account/oidc/house/login/", "/account/oidc/house/login/callback/"
SIGNED_OUT = "/account/oidc/house/signed-out/"


@pytest.fixture
def liar(db: None, settings: Any) -> Iterator[Liar]:
    with lying_provider() as liar:
        told = {
            "id": "house",
            "name": "House",
            "issuer": liar.issuer,
            "client_id": CLIENT,
            "client_secret": "secret",
            "roles": {"music": "content manager", "admins": "administrator"},
        }
        configure(settings, told)
        cache.clear()
        yield liar


def configure(settings: Any, *told: dict[str, Any]) -> None:
    apps = providers(json.dumps(told), roles=frozenset(Role))
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {**site.SOCIALACCOUNT_PROVIDERS["openid_connect"], "APPS": apps}
    }


def begin(client: Client, process: str = "login") -> dict[str, str]:
    """Press the button; what the provider is asked for."""
    page = client.post(f"{LOGIN}?process={process}")
    assert page.status_code == 200, page.content
    found = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert found
    return {key: values[0] for key, values in parse_qs(urlsplit(unescape(found[1])).query).items()}


def come_back(client: Client, asked: dict[str, str], code: str = "a-code") -> HttpResponse:
    return client.get(CALLBACK, {"state": asked["state"], "code": code})  # type: ignore[return-value]


def sign_in(client: Client, liar: Liar, **changed: Any) -> HttpResponse:
    asked = begin(client)
    liar.usual(changed.pop("nonce", asked["nonce"]), **changed)
    return come_back(client, asked, code=asked["state"])


def is_in(client: Client) -> bool:
    return client.get("/api/v1/me/").status_code == 200


def test_a_stranger_whom_the_provider_knows_gets_an_account_and_is_in(
    client: Client, liar: Liar
) -> None:
    answer = sign_in(client, liar)
    assert answer.status_code == 302
    assert is_in(client)
    user = User.objects.get(email="ana@label.example")
    assert (user.name, user.handle) == ("Ana Lima", "ana")
    assert user.personal_workspace
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified


def test_the_same_person_comes_back_to_the_same_account_though_their_address_changed(
    client: Client, liar: Liar
) -> None:
    sign_in(client, liar)
    other = Client()
    sign_in(other, liar, email="ana@new.example")
    assert is_in(other)
    assert User.objects.count() == 1


def test_the_provider_is_asked_with_pkce_a_nonce_and_a_state(client: Client, liar: Liar) -> None:
    asked = begin(client)
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) >= 22
    assert len(asked["state"]) >= 16
    assert asked["redirect_uri"].endswith(CALLBACK)
    liar.usual(asked["nonce"])
    come_back(client, asked)
    assert len(liar.asked[0]["code_verifier"][0]) >= 43


def test_a_link_can_not_choose_what_is_asked_of_the_provider(client: Client, liar: Liar) -> None:
    page = client.post(f"{LOGIN}?auth_params=nonce%3Dmine%26prompt%3Dnone&scope=offline_access")
    assert b"nonce=mine" not in page.content
    assert b"prompt" not in page.content
    assert b"offline_access" not in page.content


LIES: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://evil.example"},
    "another audience": {"aud": "another-client"},
    "several audiences, given to another": {"aud": [CLIENT, "other"], "azp": "other"},
    "several audiences, given to nobody": {"aud": [CLIENT, "other"]},
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "expired": {"exp": int(time.time()) - 3600},
    "no expiry": {"exp": None},
    "nobody": {"sub": None},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_opens_nothing(client: Client, liar: Liar, lie: str) -> None:
    answer = sign_in(client, liar, **LIES[lie])
    assert answer.status_code == 401
    assert not is_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_a_token_without_a_providers_signature_opens_nothing(
    client: Client, liar: Liar, algorithm: str
) -> None:
    liar.algorithm = algorithm
    assert sign_in(client, liar).status_code == 401
    assert not is_in(client)


def test_a_token_signed_with_a_key_that_is_not_published_opens_nothing(
    client: Client, liar: Liar
) -> None:
    liar.rotate()
    liar.published = ["one"]
    assert sign_in(client, liar).status_code == 401
    liar.key_id = "one"
    assert sign_in(client, liar).status_code == 401, "nor one that goes by a published name"


def test_a_key_that_was_changed_is_found(client: Client, liar: Liar) -> None:
    sign_in(client, liar)
    liar.rotate()
    other = Client()
    assert sign_in(other, liar).status_code == 302
    assert is_in(other)


def test_userinfo_of_somebody_else_is_not_believed(client: Client, liar: Liar) -> None:
    asked = begin(client)
    liar.usual(asked["nonce"])
    liar.userinfo = {"sub": "ben", "email": "ben@label.example"}
    assert come_back(client, asked).status_code == 401
    assert not is_in(client)


def test_a_configuration_that_speaks_for_another_issuer_is_not_believed(
    client: Client, liar: Liar
) -> None:
    liar.configuration = {"issuer": "https://evil.example"}
    assert client.post(LOGIN).status_code == 502


def test_a_provider_that_is_away_is_said_to_be(client: Client, liar: Liar, settings: Any) -> None:
    configure(
        settings,
        {"id": "house", "name": "House", "issuer": "http://127.0.0.1:9", "client_id": CLIENT},
    )
    answer = client.post(LOGIN)
    assert answer.status_code == 502
    assert b"does not answer" in answer.content


def test_an_answer_that_nobody_asked_for_opens_nothing(client: Client, liar: Liar) -> None:
    asked = begin(client)
    liar.usual(asked["nonce"])
    assert come_back(client, asked | {"state": "x" * 16}).status_code == 401
    thief = Client()
    assert come_back(thief, asked).status_code == 401, "nor one that another browser asked for"
    assert not is_in(client)
    assert not is_in(thief)


def test_an_answer_works_once(client: Client, liar: Liar) -> None:
    asked = begin(client)
    liar.usual(asked["nonce"])
    come_back(client, asked)
    client.post("/account/logout/")
    assert come_back(client, asked).status_code == 401
    assert not is_in(client)


def test_a_verified_address_on_both_sides_joins_the_accounts(client: Client, liar: Liar) -> None:
    user = UserFactory(email="ana@label.example")
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    sign_in(client, liar)
    assert is_in(client)
    assert SocialAccount.objects.get().user == user
    user.refresh_from_db()
    assert user.has_usable_password()


@pytest.mark.parametrize(("here", "there"), [(True, False), (False, True), (False, False)])
def test_an_address_that_one_side_has_not_verified_opens_nobodys_account(
    client: Client, liar: Liar, here: bool, there: bool
) -> None:
    user = UserFactory(email="ana@label.example")
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": here, "primary": True}
    )
    answer = sign_in(client, liar, email_verified=there)
    assert answer.status_code == 403
    assert b"sign in with your password" in answer.content
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_address_is_verified_by_whoever_tells_it(client: Client, liar: Liar) -> None:
    user = UserFactory(email="ana@label.example")
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    asked = begin(client)
    liar.usual(asked["nonce"], email_verified=None)
    liar.userinfo = {"sub": "ana", "email": "mine@evil.example", "email_verified": True}
    assert come_back(client, asked).status_code == 403
    assert not is_in(client)


def test_who_is_signed_in_connects_a_provider_and_disconnects_it(
    client: Client, liar: Liar
) -> None:
    user = UserFactory(email="else@example.org")
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})
    asked = begin(client, process="connect")
    liar.usual(asked["nonce"])
    answer = come_back(client, asked)
    assert answer["Location"] == "/account/reauthenticate/", "it opens the account from now on"
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    account = SocialAccount.objects.get()
    assert account.user == user
    page = client.get("/account/3rdparty/")
    assert b"House" in page.content
    client.post("/account/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()


def test_a_providers_account_belongs_to_one_user(client: Client, liar: Liar) -> None:
    sign_in(client, liar)
    other = Client()
    UserFactory(email="else@example.org")
    other.post("/account/login/", {"login": "else@example.org", "password": PASSWORD})
    asked = begin(other, process="connect")
    liar.usual(asked["nonce"])
    answer = come_back(other, asked)
    assert answer.status_code == 302
    assert SocialAccount.objects.get().user.email == "ana@label.example"


def test_without_an_address_there_is_no_account_and_the_page_says_why(
    client: Client, liar: Liar
) -> None:
    answer = sign_in(client, liar, email=None)
    assert answer.status_code == 403
    assert b"did not tell your e-mail address" in answer.content


def roles_of(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_groups_decide_the_roles_that_are_mapped_at_each_sign_in(
    client: Client, liar: Liar
) -> None:
    sign_in(client, liar, groups=["music", "unknown"])
    user = User.objects.get()
    assert roles_of(user) == {Role.LISTENER, Role.CONTENT_MANAGER}
    user.refresh_from_db()
    assert user.is_staff
    sign_in(Client(), liar, groups=[])
    user.refresh_from_db()
    assert roles_of(user) == {Role.LISTENER}
    assert not user.is_staff


def test_an_administrator_of_the_provider_is_one_here_until_it_says_otherwise(
    client: Client, liar: Liar
) -> None:
    UserFactory(email="root@example.org", is_administrator=True)
    sign_in(client, liar, groups=["admins"])
    ana = User.objects.filter(email="ana@label.example", is_superuser=True, is_staff=True)
    assert ana.exists()
    sign_in(Client(), liar, groups=[])
    assert not ana.exists()
    assert not User.objects.get(email="ana@label.example").is_staff


def test_the_last_administrator_stays_one_whatever_the_provider_says(
    client: Client, liar: Liar
) -> None:
    sign_in(client, liar, groups=["admins"])
    sign_in(Client(), liar, groups=[])
    assert User.objects.get().is_superuser


def test_no_account_is_made_where_the_operator_wants_none(
    client: Client, liar: Liar, settings: Any
) -> None:
    told = {
        "id": "house",
        "name": "House",
        "issuer": liar.issuer,
        "client_id": CLIENT,
        "sign_up": False,
    }
    configure(settings, told)
    sign_in(client, liar)
    assert not is_in(client)
    assert not User.objects.exists()


def test_tokens_of_the_provider_are_kept_nowhere_but_in_the_session(
    client: Client, liar: Liar
) -> None:
    sign_in(client, liar)
    assert set(SocialAccount.objects.get().extra_data) == {"sub", "name", "email", "groups"}


def test_signing_out_here_goes_on_to_the_provider(client: Client, liar: Liar) -> None:
    sign_in(client, liar)
    answer = client.post("/account/logout/")
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    found = re.search(r'content="0;url=([^"]+)"', page.content.decode())
    assert found
    address = unescape(found[1])
    assert address.startswith(f"{liar.issuer}/end?")
    asked = parse_qs(urlsplit(address).query)
    assert asked["post_logout_redirect_uri"] == [f"{site.SITE_URL}/"]
    assert asked["id_token_hint"][0].count(".") == 2
    assert not is_in(client)
    again = client.get(answer["Location"])
    assert again.status_code == 302, "once"


def logout_token(liar: Liar, **changed: Any) -> str:
    now = int(time.time())
    told = {
        "iss": liar.issuer,
        "aud": CLIENT,
        "sub": "ana",
        "iat": now,
        "exp": now + 60,
        "jti": str(now),
    }
    told |= {"events": {BACK_CHANNEL_EVENT: {}}}
    return liar.token({key: value for key, value in (told | changed).items() if value is not None})


def test_signing_out_at_the_provider_ends_the_sessions_here(client: Client, liar: Liar) -> None:
    sign_in(client, liar)
    token = logout_token(liar)
    assert (
        Client(enforce_csrf_checks=True).post(SIGNED_OUT, {"logout_token": token}).status_code
        == 200
    )
    assert not is_in(client)
    assert Client().post(SIGNED_OUT, {"logout_token": token}).status_code == 400, "once"


@pytest.mark.parametrize(
    "changed",
    [
        {"events": None},
        {"nonce": "x"},
        {"aud": "other"},
        {"iss": "https://evil.example"},
        {"sub": None},
        {"jti": None},
    ],
)
def test_what_is_no_logout_token_ends_no_session(
    client: Client, liar: Liar, changed: dict[str, Any]
) -> None:
    sign_in(client, liar)
    answer = Client().post(SIGNED_OUT, {"logout_token": logout_token(liar, **changed)})
    assert answer.status_code == 400
    assert is_in(client)


def test_several_providers_stand_side_by_side(client: Client, liar: Liar, settings: Any) -> None:
    first = {"id": "house", "name": "House", "issuer": liar.issuer, "client_id": CLIENT}
    configure(settings, first, {**first, "id": "okta", "name": "Okta"})
    page = client.get("/account/login/").content.decode()
    assert "Continue with House" in page
    assert "Continue with Okta" in page
    assert client.post("/account/oidc/okta/login/").status_code == 200
    assert client.post("/account/oidc/none/login/").status_code == 404


def test_without_providers_the_sign_in_page_names_none(client: Client, db: None) -> None:
    assert b"providers" not in client.get("/account/login/").content
