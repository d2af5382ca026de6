"""An OpenID provider as OIDC_PROVIDERS describes it."""

import secrets
from typing import Any

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponseBase

from accounts.oidc.views import OIDCAdapter


class OIDCProvider(OpenIDConnectProvider):  # type: ignore[misc]  # allauth has no types
    """allauth's, with a nonce and PKCE in each request and with verified claims only."""

    oauth2_adapter_class = OIDCAdapter
    pkce_enabled_default = True

    def redirect(
        self,
        request: HttpRequest,
        process: str,
        next_url: str | None = None,
        data: Any = None,
        **kwargs: Any,
    ) -> HttpResponseBase:
        """The way to the provider; the nonce is kept with `state` until the answer comes."""
        nonce = secrets.token_urlsafe(24)
        # Not those of the request: a link must not choose what is asked of the provider.
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        kwargs["scope"] = self.get_scope()
        answer: HttpResponseBase = super().redirect(
            request, process, next_url=next_url, data=data, nonce=nonce, **kwargs
        )
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        # The ID token's: it was signed, and is the only one that names the person for good (Core 1.0, 5.7).
        return str(data["id_token"]["sub"])

    def claims(self, data: dict[str, Any]) -> dict[str, Any]:
        """What the provider says of the person, from the ID token and its userinfo address together."""
        claims = {**data.get("userinfo", {}), **data["id_token"]}
        # Whether an address is verified is said by whoever says the address.
        said = data["id_token"] if "email" in data["id_token"] else data.get("userinfo", {})
        claims["email_verified"] = said.get("email_verified", False)
        return claims

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        claims = self.claims(data)
        name = claims.get("name") or " ".join(
            str(claims[part]) for part in ("given_name", "family_name") if claims.get(part)
        )
        return {"email": self._email(claims), "name": name}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        # Imported late: models are not there yet when allauth collects its providers.
        from allauth.account.models import EmailAddress  # noqa: PLC0415

        claims = self.claims(data)
        email = self._email(claims)
        if not email:
            return []
        return [EmailAddress(email=email, verified=self._is_verified(claims), primary=True)]

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of it: no tokens, and nothing that the site has no use for."""
        claims = self.claims(data)
        kept: dict[str, Any] = {
            key: claims[key] for key in ("sub", "name", "email") if key in claims
        }
        return {**kept, "groups": self.groups(claims)}

    def groups(self, claims: dict[str, Any]) -> list[str]:
        """The names in the groups claim, which some providers give as one text."""
        given = claims.get(self.app.settings["groups_claim"], [])
        if isinstance(given, str):
            given = given.split(",") if "," in given else given.split()
        return [str(each) for each in given][:200] if isinstance(given, list) else []

    @staticmethod
    def _email(claims: dict[str, Any]) -> str:
        email = claims.get("email")
        return email.strip().lower() if isinstance(email, str) else ""

    def _is_verified(self, claims: dict[str, Any]) -> bool:
        # Cognito's userinfo says "true" in letters.
        return bool(self.app.settings["trusts_email"]) or claims.get("email_verified") in {
            True,
            "true",
        }
