"""Downloads of a pitch whose files are in a bucket, on a real S3 server: exact, resumable, and closed with the link."""

import io
import random
import urllib.request
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from accounts.models import User
from catalog.models import Track
from common.errors import NotFound
from pitching.models import Pitch, PitchFile
from pitching.received import watched
from pitching.received.joined import BLOCK
from pitching.services import links_revoke
from pitching.tests.factories import a_contact, a_pitch, token_for
from tests.cast import Cast
from tests.servers.s3 import Endpoint

pytestmark = pytest.mark.servers
SIZE = 3 * BLOCK + 1234


@pytest.fixture
def bucket(s3_server: Endpoint, settings: Settings) -> Any:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": "media", "location": "here", "endpoint_url": s3_server.url,
                "access_key": s3_server.key, "secret_key": s3_server.secret,
                "region_name": s3_server.region, "addressing_style": "path",
                "querystring_auth": True, "signature_version": "s3v4", "default_acl": None,
            },
        }
    }  # fmt: skip
    return storages["default"]


@pytest.fixture
def pitch(bucket: Any, sender: User, cast: Cast, tracks: list[Track]) -> Pitch:
    made = a_pitch(
        sender, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True, formats=["wav"]
    )
    for number, track in enumerate(tracks):
        data = random.Random(number).randbytes(SIZE)
        PitchFile.objects.create(
            pitch=made, track=track, format="wav", name=f"{number}.wav", size=SIZE, crc32=zlib.crc32(data),
            storage_key=bucket.save(f"pitches/{made.public_id}/{number}.wav", ContentFile(data)),
            state=PitchFile.State.READY,
        )  # fmt: skip
    return made


@pytest.fixture
def at(pitch: Pitch) -> str:
    return f"/p/{token_for(pitch.links.get())}/"


@pytest.fixture
def asked(bucket: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked of the bucket."""
    ranges: list[str] = []
    client = bucket.connection.meta.client
    real = client.get_object

    def counted(**options: Any) -> Any:
        ranges.append(options["Range"])
        return real(**options)

    monkeypatch.setattr(client, "get_object", counted)
    return ranges


def whole(client: Client, at: str, **headers: str) -> tuple[Any, bytes]:
    answer: Any = client.get(f"{at}archive.zip?format=wav", headers=headers)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_the_archive_is_as_long_as_it_said_and_whole(client: Client, at: str) -> None:
    answer, body = whole(client, at)
    assert (answer.status_code, int(answer["Content-Length"])) == (200, len(body))
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert [info.file_size for info in archive.infolist()] == [SIZE, SIZE]


def test_it_begins_before_the_bucket_is_asked_and_reads_a_file_when_its_turn_comes(
    client: Client, at: str, asked: list[str]
) -> None:
    answer: Any = client.get(f"{at}archive.zip?format=wav")
    blocks: Iterator[bytes] = iter(answer.streaming_content)
    assert next(blocks).startswith(b"PK\x03\x04") and asked == []
    next(blocks)
    assert asked == [f"bytes=0-{SIZE - 1}"], "the second file waits"


@pytest.mark.parametrize("start", [1, BLOCK + 7, 2 * SIZE])
def test_it_goes_on_at_any_byte(client: Client, at: str, start: int, asked: list[str]) -> None:
    first, body = whole(client, at)
    asked.clear()
    rest = {"Range": f"bytes={start}-", "If-Range": first["ETag"]}
    answer, part = whole(client, at, **rest)
    assert answer.status_code == 206 and part == body[start:]
    assert answer["Content-Range"] == f"bytes {start}-{len(body) - 1}/{len(body)}"
    assert len(asked) == (2 if start < SIZE else 1), "of what was had, nothing is read again"
    other, again = whole(client, at, **rest | {"If-Range": '"another"'})
    assert other.status_code == 200 and again == body


def test_it_stops_in_the_middle_when_the_link_is_closed(
    client: Client, at: str, pitch: Pitch, who: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "EVERY", 0.0)
    answer: Any = client.get(f"{at}archive.zip?format=wav")
    blocks = iter(answer.streaming_content)
    for _ in range(2):
        next(blocks)
    links_revoke(**who, public_id=pitch.public_id, at=now())
    with pytest.raises(watched.Closed):
        next(blocks)
    assert client.get(f"{at}archive.zip?format=wav").status_code == 404


def test_a_file_that_is_not_as_long_as_it_was_breaks_off(
    client: Client, at: str, bucket: Any
) -> None:
    row = PitchFile.objects.order_by("pk")[0]
    bucket.delete(row.storage_key)
    bucket.save(row.storage_key, ContentFile(b"short"))
    answer: Any = client.get(f"{at}archive.zip?format=wav")
    got = 0
    with pytest.raises(NotFound):
        for block in answer.streaming_content:
            got += len(block)
    assert got < int(answer["Content-Length"])


def test_one_file_comes_from_the_bucket_itself_by_an_address_that_lives_minutes(
    client: Client, at: str, pitch: Pitch, who: dict[str, Any], tracks: list[Track]
) -> None:
    own = f"{at}tracks/{tracks[0].public_id}/download/?format=wav"
    answer = client.get(own)
    assert answer.status_code == 302 and answer["Cache-Control"] == "no-store"
    lives = int(answer["Location"].partition("X-Amz-Expires=")[2].partition("&")[0])
    assert lives <= 300
    request = urllib.request.Request(answer["Location"], headers={"Range": f"bytes={SIZE - 10}-"})  # noqa: S310  # loopback
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        assert (response.status, response.read()) == (206, random.Random(0).randbytes(SIZE)[-10:])
    links_revoke(**who, public_id=pitch.public_id, at=now())
    assert client.get(own).status_code == 404, "no new address"
