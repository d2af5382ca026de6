"""Texts kept so that the database alone does not tell them: encrypted with a key made from SECRET_KEY.

For what has to be read again (the secret of an authenticator app, a letter not sent yet); what only has to be
recognised is kept as a hash. Fernet (AES-128-CBC and HMAC-SHA256, https://github.com/fernet/spec); keys of
SECRET_KEY_FALLBACKS open what they sealed, so that the key may rotate.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(ValueError):
    """Sealed with a key that is not known any more, for another purpose, or not by us."""


def _keys(purpose: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"sealed {purpose} {secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def token_hash(token: str) -> str:
    """What a token is found by: its SHA-256, in hex. Takes any text that somebody puts in its place."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def seal(text: str, *, purpose: str) -> str:
    """The text, encrypted; ASCII, about 4/3 as long and 100 characters more. A purpose opens only its own."""
    return _keys(purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """What was sealed. Raises Unreadable."""
    try:
        return _keys(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("This was sealed with another key.") from error
