"""OIDC_PROVIDERS: what it takes, and the sentence for what it does not."""

import json
from pathlib import Path
from typing import Any

import pytest

from musicsite.env import WrongSetting
from musicsite.oidc_setting import providers

ROLES = frozenset({"artist", "content manager"})
GOOD: dict[str, Any] = {
    "id": "okta",
    "name": "Okta",
    "issuer": "https://example.okta.com",
    "client_id": "client",
    "client_secret": "a secret that must not be told",
}


def test_one_good_provider_is_taken_with_pkce() -> None:
    (app,) = providers(json.dumps([GOOD]), roles=ROLES)
    assert app["provider_id"] == "okta"
    assert app["settings"]["oauth_pkce_enabled"]
    assert app["settings"]["server_url"] == (
        "https://example.okta.com/.well-known/openid-configuration"
    )


def test_a_file_may_hold_the_list(tmp_path: Path) -> None:
    file = tmp_path / "providers.json"
    file.write_text(json.dumps([GOOD]))
    assert len(providers(f"file://{file}", roles=ROLES)) == 1


WRONG: dict[str, tuple[Any, str]] = {
    "no list": (GOOD, "a JSON list"),
    "no object": (["okta"], "provider 1"),
    "no issuer": ([GOOD | {"issuer": ""}], "lacks 'issuer'"),
    "an unknown key": ([GOOD | {"secret": "x"}], "'secret'"),
    "another kind": ([GOOD | {"sign_up": "yes"}], "'sign_up'"),
    "an id with a slash": ([GOOD | {"id": "a/b"}], "an id is"),
    "no TLS": ([GOOD | {"issuer": "http://example.okta.com"}], "https://"),
    "an odd port": ([GOOD | {"issuer": "https://example.okta.com:port"}], "https://"),
    "a role that there is not": ([GOOD | {"roles": {"a": "king"}}], "'king'"),
    "no openid": ([GOOD | {"scope": "profile"}], "openid"),
    "twice": ([GOOD, GOOD], "twice"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_and_no_secret_told(name: str) -> None:
    given, named = WRONG[name]
    with pytest.raises(WrongSetting) as raised:
        providers(json.dumps(given), roles=ROLES)
    assert named in str(raised.value)
    assert "OIDC_PROVIDERS" in str(raised.value)
    assert GOOD["client_secret"] not in str(raised.value)


@pytest.mark.parametrize("given", ["{", "file:///no/such/file"])
def test_what_can_not_be_read_is_named(given: str) -> None:
    with pytest.raises(WrongSetting, match="OIDC_PROVIDERS"):
        providers(given, roles=ROLES)
