"""Django's setting for what an address of storage names: a folder, or (a prefix of) a bucket."""

from typing import Any
from urllib.parse import urlsplit

from musicsite.env import WrongSetting

SIGNED_SECONDS = 60
"""How long a signed address works, of a bucket or a CDN: so soon is closed what was revoked (decision 0016)."""


def storage_from_url(name: str, address: str, *, endpoint: str, region: str) -> dict[str, Any]:
    """An entry of `STORAGES`. Raises WrongSetting, naming the variable or option that told the address."""
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.path:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": parts.path, "base_url": None},
        }
    if parts.scheme != "s3" or not parts.netloc:
        raise WrongSetting(f"{name} takes s3://bucket or s3://bucket/prefix, or file:///PATH.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            # The older signature, which boto3 takes for some endpoints, covers fewer headers.
            "signature_version": "s3v4",
            "querystring_auth": True,
            "querystring_expire": SIGNED_SECONDS,
            "file_overwrite": True,
            "default_acl": None,
        },
    }
