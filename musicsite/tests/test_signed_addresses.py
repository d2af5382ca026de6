"""Addresses that storage signs by itself, of covers among them, live no longer than those of sound."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils.timezone import now
from storages.backends.s3 import S3Storage

from musicsite.env import cdn_options
from musicsite.storage_setting import storage_from_url


def address_of(**more: Any) -> dict[str, list[str]]:
    """The query of the address of an object, as production's setting has it."""
    setting = storage_from_url(
        "MEDIA_STORAGE", "s3://media/library", endpoint="", region="eu-central-1"
    )
    storage = S3Storage(
        **setting["OPTIONS"] | {"access_key": "made-up", "secret_key": "made-up"} | more
    )
    return parse_qs(urlsplit(storage.url("covers/one.avif")).query)


def test_a_bucket_s_address_lives_a_minute() -> None:
    assert address_of()["X-Amz-Expires"] == ["60"]


def test_a_cdn_s_address_lives_a_minute() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    options = cdn_options("https://music.example.org", "K2ABC", pem, "s3://media/library")
    left = int(address_of(**options)["Expires"][0]) - now().timestamp()
    assert 50 < left <= 61
