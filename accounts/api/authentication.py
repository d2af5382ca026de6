"""`Authorization: Bearer …`, taken by every view of the API beside the session."""

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from rest_framework_simplejwt.authentication import JWTAuthentication
from rest_framework_simplejwt.exceptions import AuthenticationFailed
from rest_framework_simplejwt.tokens import Token

from accounts.tokens import user_of


class BearerAuthentication(JWTAuthentication):
    """simplejwt reads and verifies the token; `accounts.tokens` says whom it still stands for."""

    def get_user(self, validated_token: Token) -> Any:
        user = user_of(validated_token)
        if user is None:
            raise AuthenticationFailed("This token does not work any more.")
        return user


class BearerScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # found by being imported
    target_class = "accounts.api.authentication.BearerAuthentication"
    name = "bearer"
