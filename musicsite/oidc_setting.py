"""Reads OIDC_PROVIDERS: a JSON list of OpenID providers, or `file:///PATH` of a file that holds one.

    [{"id": "okta", "name": "Okta", "issuer": "https://example.okta.com", "client_id": "…", "client_secret": "…",
      "groups_claim": "groups", "roles": {"music-managers": "content manager"}}]

`docs/sign-in.md` explains each key, with Amazon Cognito and Okta as examples.
"""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from musicsite.env import WrongSetting

NEEDED = ("id", "name", "issuer", "client_id")
KINDS: dict[str, type] = {
    "id": str,
    "name": str,
    "issuer": str,
    "client_id": str,
    "client_secret": str,
    "scope": str,
    "groups_claim": str,
    "roles": dict,
    "sign_up": bool,
    "trusts_email": bool,
    "end_session_url": str,
}
DEFAULTS: dict[str, Any] = {
    "client_secret": "",
    "scope": "openid profile email",
    "groups_claim": "groups",
    "roles": {},
    "sign_up": True,
    "trusts_email": False,
    "end_session_url": "",
}


def providers(given: str, *, roles: frozenset[str]) -> list[dict[str, Any]]:
    """The providers as allauth takes them (`APPS`); `roles` are the names that groups may be mapped to.

    Raises WrongSetting with a sentence that names the provider and the key, never a secret.
    """
    if not given:
        return []
    found = [_one(each, number, roles) for number, each in enumerate(_list(given), start=1)]
    ids = [app["provider_id"] for app in found]
    if twice := next((each for each in ids if ids.count(each) > 1), None):
        raise WrongSetting(f"OIDC_PROVIDERS names {twice!r} twice; each provider takes its own id.")
    return found


def _list(given: str) -> list[Any]:
    try:
        text = Path(urlsplit(given).path).read_text() if given.startswith("file://") else given
        listed = json.loads(text)
    except OSError as error:
        raise WrongSetting(f"OIDC_PROVIDERS names a file that can't be read: {error}.") from None
    except ValueError:
        raise WrongSetting("OIDC_PROVIDERS takes a JSON list, or file:///PATH of one.") from None
    if not isinstance(listed, list):
        raise WrongSetting("OIDC_PROVIDERS takes a JSON list of providers, even of one.")
    return listed


def _one(given: Any, number: int, roles: frozenset[str]) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise WrongSetting(f"OIDC_PROVIDERS: provider {number} takes a JSON object.")
    told = f"OIDC_PROVIDERS: {given.get('id') or f'provider {number}'}"
    if unknown := sorted(given.keys() - KINDS.keys()):
        raise WrongSetting(f"{told} has a key {unknown[0]!r} that there is not.")
    for key, kind in KINDS.items():
        if key in given and not isinstance(given[key], kind):
            raise WrongSetting(f"{told} takes another kind of value for {key!r}.")
    if missing := [key for key in NEEDED if not given.get(key)]:
        raise WrongSetting(f"{told} lacks {missing[0]!r}.")
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", given["id"]):
        raise WrongSetting(f"{told}: an id is 1 to 31 of a–z, 0–9 and -.")
    for key in ("issuer", "end_session_url"):
        if given.get(key) and not _is_safe(given[key]):
            raise WrongSetting(f"{told}: {key!r} takes an https:// address.")
    settings: dict[str, Any] = DEFAULTS | given
    if "openid" not in settings["scope"].split():
        raise WrongSetting(f"{told}: 'scope' must name openid.")
    for role in settings["roles"].values():
        if role not in roles:
            raise WrongSetting(f"{told}: 'roles' takes {', '.join(sorted(roles))}, not {role!r}.")
    return _app(settings)


def _app(settings: dict[str, Any]) -> dict[str, Any]:
    # Compared letter by letter with what tokens say: Auth0's ends in a slash, Okta's does not.
    issuer = settings["issuer"]
    return {
        "provider_id": settings["id"],
        "name": settings["name"],
        "client_id": settings["client_id"],
        "secret": settings["client_secret"],
        "settings": {
            "server_url": f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            "issuer": issuer,
            "scope": settings["scope"].split(),
            "oauth_pkce_enabled": True,
            "groups_claim": settings["groups_claim"],
            "roles": settings["roles"],
            "sign_up": settings["sign_up"],
            "trusts_email": settings["trusts_email"],
            "end_session_url": settings["end_session_url"],
        },
    }


def _is_safe(address: str) -> bool:
    """Over TLS, or on this machine's loopback (a provider under test)."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    return (parts.scheme == "https" and bool(parts.hostname)) or (
        parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    )
