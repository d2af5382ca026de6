"""What a provider publishes: its configuration (OpenID Connect Discovery 1.0) and its keys (RFC 7517)."""

import hashlib
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache

LIFETIME = 3600
"""Seconds that a provider's configuration and keys are believed."""
ASK_AGAIN_AFTER = 30
"""Seconds in which an unknown key makes us ask only once: anybody can send tokens that name one."""
MOST_BYTES = 1_000_000


def configuration(url: str, issuer: str) -> dict[str, Any]:
    """The provider's configuration.

    Raises OAuth2Error when it speaks for another issuer, RequestException when it is away.
    """
    found: dict[str, Any] = _kept(url)
    if found.get("issuer") != issuer:
        raise OAuth2Error(
            f"{url} is the configuration of {found.get('issuer')!r}, not of {issuer!r}"
        )
    return found


def signing_key(keys_url: str, key_id: str | None) -> jwt.PyJWK:
    """The key that a token names; asked for again when it is new, as keys rotate. Raises OAuth2Error for none."""
    key = _find(_kept(keys_url), key_id)
    if key is None and cache.add(_key("asked", keys_url), True, timeout=ASK_AGAIN_AFTER):
        key = _find(_kept(keys_url, anew=True), key_id)
    if key is None:
        raise OAuth2Error("the token is signed with a key that its provider does not publish")
    return key


def _find(published: dict[str, Any], key_id: str | None) -> jwt.PyJWK | None:
    try:
        usable = [
            key
            for key in jwt.PyJWKSet.from_dict(published).keys
            if key.public_key_use in {None, "sig"}
        ]
    except jwt.PyJWTError:
        return None
    if key_id is None:  # may be left out where there is one key only
        return usable[0] if len(usable) == 1 else None
    return next((key for key in usable if key.key_id == key_id), None)


def _key(what: str, url: str) -> str:
    return f"oidc:{what}:{hashlib.sha256(url.encode()).hexdigest()}"


def _kept(url: str, *, anew: bool = False) -> dict[str, Any]:
    key = _key("document", url)
    found = None if anew else cache.get(key)
    if found is None:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url)
            answer.raise_for_status()
            if len(answer.content) > MOST_BYTES:
                raise OAuth2Error(f"{url} answers too much")
            found = answer.json()
        if not isinstance(found, dict):
            raise OAuth2Error(f"{url} does not answer a JSON object")
        cache.set(key, found, timeout=LIFETIME)
    return found
