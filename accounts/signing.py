"""The keys of the API's tokens: made from SECRET_KEY, and from SECRET_KEY_FALLBACKS while these are still good.

What signs cookies and links does not sign tokens. The newest key signs and any of them verifies, so that SECRET_KEY
may change without signing anybody out.
"""

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken


class KeyRing(TokenBackend):
    """simplejwt's backend for several keys."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        newest, *older = (
            hashlib.sha256(f"api tokens {secret}".encode()).hexdigest() for secret in secrets
        )
        super().__init__("HS256", signing_key=newest)
        self._older = [TokenBackend("HS256", signing_key=key) for key in older]

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        """The claims of a token that one of the keys signed. Raises TokenBackendError."""
        try:
            return super().decode(token, verify=verify)
        except TokenBackendExpiredToken:
            raise
        except TokenBackendError:
            for older in self._older:
                try:
                    return older.decode(token, verify=verify)
                except TokenBackendExpiredToken:
                    raise
                except TokenBackendError:
                    continue
            raise


def key_ring() -> KeyRing:
    return _key_ring((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _key_ring(secrets: tuple[str, ...]) -> KeyRing:
    return KeyRing(secrets)
