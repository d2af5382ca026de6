"""`Authorization: Bearer …`, taken by every view of the API beside the session: an access token or a personal one."""

from typing import Any

from django.utils.timezone import now
from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework.request import Request
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed, TokenError
from rest_framework_simplejwt.tokens import Token

from accounts.models import PersonalToken, User
from accounts.services.personal_tokens import PREFIX, personal_token_find
from accounts.services.tokens import AccessToken, user_of
from common.api.scopes import scope_for
from common.errors import Forbidden


class MissingScope(Forbidden):
    """The personal access token was not made for this."""

    kind, title = "missing-scope", "This token is not for that"


class BearerAuthentication(JWTAuthentication):
    """simplejwt reads and verifies access tokens; `accounts.services.tokens` says whom they still stand for.

    A personal access token is refused here already where the view does not name its scope, so that no view can
    forget to ask.
    """

    def authenticate(self, request: Request) -> Any:
        header = self.get_header(request)
        raw = self.get_raw_token(header) if header is not None else None
        if raw is None:
            return None
        if raw.startswith(PREFIX.encode()):
            return self._personal(request, raw.decode("ascii", "surrogateescape"))
        token = self.get_validated_token(raw)
        return self.get_user(token), token

    def get_validated_token(self, raw_token: bytes) -> Any:
        try:
            return AccessToken(raw_token)  # type: ignore[arg-type]  # takes the encoded token
        except TokenError as error:
            raise AuthenticationFailed("This token does not work any more.") from error

    def get_user(self, validated_token: Token) -> Any:
        user = user_of(validated_token)
        if user is None:
            raise AuthenticationFailed("This token does not work any more.")
        return user

    def _personal(self, request: Request, plain: str) -> tuple[User, PersonalToken]:
        token = personal_token_find(plain, at=now())
        if token is None:
            raise AuthenticationFailed("This token does not work any more.")
        needed = scope_for((request.parser_context or {}).get("view"), str(request.method))
        if needed is None:
            raise MissingScope("No personal access token opens this.")
        if needed not in token.scope_names:
            raise MissingScope(f"This takes a token with the scope {needed.value}.")
        return token.user, token


class BearerScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # found by being imported
    target_class = "accounts.api.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An access token from `auth/token/`, or a personal access token with the operation's "
            "`x-scope`.",
        }
