"""Checks of what a provider signed: ID tokens (Core 1.0, 3.1.3.7) and logout tokens (Back-Channel Logout 1.0, 2.6)."""

import hmac
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from accounts.oidc import metadata

# Signatures with a key pair only: `none` is no signature, and HS… would take the client's secret for a key.
ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
]
LEEWAY = 60
"""Seconds by which the clocks may differ."""
BACK_CHANNEL_EVENT = "http://schemas.openid.net/event/backchannel-logout"


def id_token_claims(
    token: str, *, keys_url: str, issuer: str, client_id: str, nonce: str
) -> dict[str, Any]:
    """The claims of an ID token made for this client and this very sign-in. Raises OAuth2Error for any other."""
    claims = _claims(
        token, keys_url, issuer, client_id, required=["iss", "sub", "aud", "exp", "iat"]
    )
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != client_id:
        raise OAuth2Error("the token was made for several clients, and given to another")
    if claims.get("azp", client_id) != client_id:
        raise OAuth2Error("the token was given to another client")
    if not nonce or not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise OAuth2Error("the token answers another sign-in: its nonce is wrong")
    return claims


def logout_token_claims(
    token: str, *, keys_url: str, issuer: str, client_id: str
) -> dict[str, Any]:
    """The claims of a logout token. Raises OAuth2Error for anything else, an ID token among it."""
    claims = _claims(
        token, keys_url, issuer, client_id, required=["iss", "aud", "iat", "exp", "jti"]
    )
    events = claims.get("events")
    if not isinstance(events, dict) or BACK_CHANNEL_EVENT not in events or "nonce" in claims:
        raise OAuth2Error("that is no logout token")
    if not claims.get("sub"):
        raise OAuth2Error("the logout token names nobody")
    return claims


def _claims(
    token: str, keys_url: str, issuer: str, client_id: str, *, required: list[str]
) -> dict[str, Any]:
    try:
        header = jwt.get_unverified_header(token)
        if header.get("alg") not in ALGORITHMS:
            raise OAuth2Error("the token is not signed with a key pair")
        key = metadata.signing_key(keys_url, header.get("kid"))
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            # What the key is for decides, where it says so: a token can't choose.
            algorithms=[name for name in ALGORITHMS if name == key.algorithm_name] or ALGORITHMS,
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY,
            options={"require": required},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"the token is not what it should be: {error}") from error
    return claims
