"""A client of uploads for tests, on both kinds of storage: it does what browsers and programs do."""

import hashlib
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import FileSystemStorage, storages
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factories import UserFactory
from common.jobs.worker import drain
from streaming.uploads import limits
from tests.servers.s3 import Endpoint

PART = 5 * 1024 * 1024
API = "/api/v1/uploads/"


@pytest.fixture(params=["folder", pytest.param("bucket", marks=pytest.mark.servers)])
def place(request: pytest.FixtureRequest) -> str:
    """For tests that must hold on each kind of storage; all others have folders."""
    return str(request.param)


def _folder(root: Path, name: str) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(root / name), "base_url": None},
    }


def _bucket(server: Endpoint, prefix: str, name: str) -> dict[str, Any]:
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": "media", "location": f"{prefix}/{name}", "endpoint_url": server.url,
            "access_key": server.key, "secret_key": server.secret, "region_name": server.region,
            "addressing_style": "path", "querystring_auth": True, "signature_version": "s3v4", "default_acl": None,
        },
    }  # fmt: skip


@pytest.fixture
def artist(db: None) -> User:
    """Somebody who may upload."""
    user = UserFactory(handle="artist")
    user.groups.add(Group.objects.get(name=Role.ARTIST))
    return user


@pytest.fixture
def uploader(
    artist: User,
    request: pytest.FixtureRequest,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> "Uploader":
    """Signed in as somebody who may upload; uploads and media are kept apart from other tests, in small parts."""
    monkeypatch.setattr(limits, "PART", PART)
    settings.DATA_DIR = tmp_path / "data"
    is_bucket = "place" in request.fixturenames and request.getfixturevalue("place") == "bucket"
    server = request.getfixturevalue("s3_server") if is_bucket else None
    settings.STORAGES = settings.STORAGES | {
        name: _bucket(server, tmp_path.name, name) if server else _folder(tmp_path, name)
        for name in ("default", "uploads")
    }
    return Uploader(artist)


class Uploader:
    """A signed-in client that uploads."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)

    def post(self, address: str, **body: Any) -> Any:
        return self.client.post(f"{API}{address}", body, "application/json")

    def begin(self, data: bytes, path: str = "song.flac", **more: Any) -> Any:
        """The upload that was announced; a refusal fails the test."""
        answer = self.post("", path=path, size=len(data), **more)
        assert answer.status_code == 201, answer.content
        return answer.json()

    def address(self, upload: dict[str, Any], number: int, part: bytes) -> dict[str, Any]:
        answer = self.post(f"{upload['id']}/parts/{number}/", sha256=sha256_of(part))
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told

    def send(self, upload: dict[str, Any], data: bytes, *, only: set[int] | None = None) -> None:
        """Send the parts of an announced upload."""
        for number, part in enumerate(parts_of(upload, data), 1):
            if only is None or number in only:
                told = self.address(upload, number, part)
                code, said = put(told["url"], part, told["headers"])
                assert code in {200, 204}, said

    def complete(self, upload: dict[str, Any], **more: Any) -> Any:
        return self.post(f"{upload['id']}/complete/", **more)

    def sent(self, data: bytes, path: str = "song.flac", **more: Any) -> dict[str, Any]:
        """Announced, sent and completed; not looked at yet."""
        upload = self.begin(data, path, **more)
        self.send(upload, data)
        answer = self.complete(upload)
        assert answer.status_code == 200, answer.content
        return dict(upload)

    def uploaded(self, data: bytes, path: str = "song.flac", **more: Any) -> Any:
        """The whole way; what is told of it at the end."""
        upload = self.sent(data, path, **more)
        drain("heavy")
        return self.told(upload)

    def told(self, upload: dict[str, Any]) -> Any:
        return self.client.get(f"{API}{upload['id']}/").json()


def parts_of(upload: dict[str, Any], data: bytes) -> list[bytes]:
    size = upload["part_size"]
    return [data[at : at + size] for at in range(0, len(data), size)]


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put(url: str, body: bytes, headers: dict[str, str], method: str = "PUT") -> tuple[int, bytes]:
    """(status, answer): to the bucket over the network, to the site by a client without cookies."""
    parts = urlsplit(url)
    if parts.hostname == "testserver":
        answer: Any = Client().generic(
            method, f"{parts.path}?{parts.query}", body, "application/octet-stream", headers=headers
        )
        return answer.status_code, answer.content
    request = urllib.request.Request(url, body, headers, method=method)  # noqa: S310  # loopback
    try:
        with urllib.request.urlopen(request, timeout=20) as found:  # noqa: S310  # loopback
            return found.status, found.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def kept_in(name: str) -> list[str]:
    """Every key in a storage, parts that were never put together too."""
    storage: Any = storages[name]
    if isinstance(storage, FileSystemStorage):
        root = Path(storage.location)
        return sorted(str(f.relative_to(root)) for f in root.rglob("*") if f.is_file())
    client, prefix = storage.connection.meta.client, f"{storage.location}/"
    objects = client.list_objects_v2(Bucket=storage.bucket_name, Prefix=prefix).get("Contents", [])
    begun = client.list_multipart_uploads(Bucket=storage.bucket_name, Prefix=prefix)
    keys = [one["Key"] for one in (*objects, *begun.get("Uploads", []))]
    return sorted(key.removeprefix(prefix) for key in keys)


def music_kept() -> list[str]:
    """Files of libraries in media storage: without covers."""
    return [key for key in kept_in("default") if key.startswith("libraries/")]
