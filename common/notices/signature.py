"""Signatures of Amazon SNS (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html).

A message names the address of the certificate that it was signed with. Only addresses of SNS itself are asked, over
TLS: that is what the trust rests on, so the host is pinned and the answer is bounded. A certificate is kept for the
life of the process.
"""

import base64
import binascii
import http.client
import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256

HOST = re.compile(r"sns\.[a-z]{2}(-[a-z]+)+-\d\.amazonaws\.com(\.cn)?")
PATH = re.compile(r"/SimpleNotificationService-[0-9a-f]{32}\.pem")
LARGEST, PATIENCE = 20_000, 5.0
"""Bytes of a certificate, and seconds to wait for it."""

SIGNED = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
"""The fields of a notification that are signed, in this order; those that are missing are left out."""


class Untrusted(ValueError):
    """Not signed by whom it says, or nobody can tell."""


def fetch(host: str, path: str) -> bytes:
    """What stands at an address, over TLS. Raises OSError."""
    connection = http.client.HTTPSConnection(host, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read(LARGEST + 1)
    except http.client.HTTPException as error:
        raise OSError(f"{host} does not speak HTTP: {error!r}") from error
    finally:
        connection.close()
    if answer.status != 200 or len(body) > LARGEST:
        raise OSError(f"{host} answered {answer.status} to the question for its certificate")
    return body


@lru_cache(maxsize=32)
def _key(host: str, path: str) -> RSAPublicKey:
    try:
        key = x509.load_pem_x509_certificate(fetch(host, path)).public_key()
    except ValueError as error:
        raise Untrusted("What SNS gave is no certificate.") from error
    if not isinstance(key, RSAPublicKey):
        raise Untrusted("The certificate's key is not RSA.")
    return key


def verify(message: Mapping[str, object]) -> None:
    """Raises Untrusted unless SNS signed the notification; OSError when its certificate can't be had at present."""
    try:
        address = urlsplit(str(message["SigningCertURL"]))
        algorithm = {"1": SHA1(), "2": SHA256()}[str(message["SignatureVersion"])]  # noqa: S303  # SNS's version 1
        signature = base64.b64decode(str(message["Signature"]), validate=True)
    except (KeyError, ValueError, binascii.Error) as error:
        raise Untrusted("The notification is not signed.") from error
    if address.scheme != "https" or not (
        HOST.fullmatch(address.netloc) and PATH.fullmatch(address.path)
    ):
        raise Untrusted("The certificate is not one of SNS.")
    signed = "".join(f"{name}\n{message[name]}\n" for name in SIGNED if message.get(name))
    try:
        _key(address.netloc, address.path).verify(signature, signed.encode(), PKCS1v15(), algorithm)
    except InvalidSignature as error:
        raise Untrusted("The signature is not of this notification.") from error
