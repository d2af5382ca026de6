"""Connections to ElastiCache by IAM (`rediss+iam://…`): each new one signs in with a token of its own."""

from typing import Any

from django_redis.pool import ConnectionFactory
from redis import CredentialProvider

from musicsite.aws.tokens import cache_token


class SignIn(CredentialProvider):
    """Name and password for each new connection."""

    def __init__(self, *, cluster: str, user: str, region: str) -> None:
        self._who = {"cluster": cluster, "user": user, "region": region}

    def get_credentials(self) -> tuple[str, str]:
        return self._who["user"], cache_token(**self._who)


class SigningIn(ConnectionFactory):  # type: ignore[misc]  # django-redis has no types
    """django-redis' connections, signing in as the option `IAM` says: `cluster`, `user`, `region`."""

    def make_connection_params(self, url: str) -> dict[str, Any]:
        params: dict[str, Any] = super().make_connection_params(url)
        return params | {"credential_provider": SignIn(**self.options["IAM"])}
