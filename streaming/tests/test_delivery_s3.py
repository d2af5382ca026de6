"""Promises of bytes in object storage, on a real S3 server: access here, bytes there, by an address that soon dies."""

import base64
import io
import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import av
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from pytest_django import Settings

from accounts.services import site_workspace
from catalog.audience import Audience
from catalog.models import Library
from streaming.models import MediaFile
from streaming.tests.sound import body_of, stream_url, track_make, wav_bytes
from tests.servers.s3 import Endpoint

pytestmark = pytest.mark.servers
SOUND = wav_bytes(1, rate=44100)


@pytest.fixture
def bucket(db: None, s3_server: Endpoint, settings: Settings) -> Iterator[Library]:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": "media",
                "endpoint_url": s3_server.url,
                "access_key": s3_server.key,
                "secret_key": s3_server.secret,
                "region_name": s3_server.region,
                "addressing_style": "path",
                "querystring_auth": True,
                "signature_version": "s3v4",
                "default_acl": None,
            },
        }
    }
    yield Library.objects.create(
        workspace=site_workspace(), name="Bucket", kind=Library.Kind.BUCKET, root="label/music"
    )


@pytest.fixture
def song(bucket: Library) -> MediaFile:
    storages["default"].save("label/music/Übung/song.wav", ContentFile(SOUND))
    return track_make(bucket, "Übung/song.wav", title="Übung; “eins”")


def fetched(url: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict[str, str]]:
    request = urllib.request.Request(url, method=method, headers=headers)  # noqa: S310  # loopback
    try:
        with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        return error.code, b"", {}


def test_the_stable_address_sends_to_one_that_lives_minutes(
    client: Client, song: MediaFile
) -> None:
    response = client.get(stream_url(song))
    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"
    query = parse_qs(urlsplit(response["Location"]).query)
    assert int(query["X-Amz-Expires"][0]) <= 300
    status, body, headers = fetched(response["Location"])
    assert (status, body) == (200, SOUND)
    assert headers["Content-Type"] == "audio/wav"
    assert headers["Content-Disposition"].startswith(
        "inline; filename*=utf-8''Artist%20-%20%C3%9Cbung"
    )
    status, body, headers = fetched(response["Location"], Range="bytes=10-19")
    assert (status, body) == (206, SOUND[10:20])


def test_an_attachment_says_so(client: Client, song: MediaFile) -> None:
    _, _, headers = fetched(client.get(stream_url(song, "?download=1"))["Location"])
    assert headers["Content-Disposition"].startswith("attachment; ")


def test_an_address_opens_one_object_for_one_method(client: Client, song: MediaFile) -> None:
    storages["default"].save("label/music/other.wav", ContentFile(b"other"))
    get, head = client.get(stream_url(song))["Location"], client.head(stream_url(song))["Location"]
    assert fetched(head, "HEAD")[0] == 200
    assert fetched(get, "HEAD")[0] == 403
    assert fetched(head, "GET")[0] == 403
    assert fetched(get, "PUT")[0] == 403
    assert fetched(get.replace("%C3%9Cbung/song.wav", "other.wav"))[0] == 403
    assert fetched(get.replace("audio%2Fwav", "text%2Fhtml"))[0] == 403


def test_an_expired_address_is_refused_and_a_new_one_is_given(
    client: Client, song: MediaFile
) -> None:
    then = datetime.now(UTC) - timedelta(minutes=10)
    with mock.patch("botocore.auth.get_current_datetime", return_value=then.replace(tzinfo=None)):
        expired = client.get(stream_url(song))["Location"]
    assert fetched(expired)[0] == 403
    assert fetched(client.get(stream_url(song))["Location"])[0] == 200


def test_a_cdn_is_given_an_address_of_a_minute_that_cannot_be_changed(
    client: Client, song: MediaFile, settings: Settings
) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    default = settings.STORAGES["default"]
    cdn = {
        "custom_domain": "music.example.org",
        "cloudfront_key_id": "K2ABC",
        "cloudfront_key": pem.encode(),
    }
    settings.STORAGES = settings.STORAGES | {
        "default": default | {"OPTIONS": default["OPTIONS"] | cdn}
    }
    location = client.get(stream_url(song, "?download=1"))["Location"]
    resource, _, signed = location.partition("&Expires=")
    assert resource.startswith("https://music.example.org/label/music/%C3%9Cbung/song.wav?")
    told = parse_qs(urlsplit(resource).query)
    assert told["response-content-type"] == ["audio/wav"]
    assert told["response-content-disposition"][0].startswith("attachment; ")
    query = parse_qs(f"Expires={signed}")
    left = int(query["Expires"][0]) - datetime.now(UTC).timestamp()
    assert 50 < left <= 61
    # What a canned policy says (CloudFront's guide, "Create a signed URL using a canned policy"), signed with SHA-1.
    ends = {"DateLessThan": {"AWS:EpochTime": int(query["Expires"][0])}}
    policy = json.dumps(
        {"Statement": [{"Resource": resource, "Condition": ends}]}, separators=(",", ":")
    )
    signature = query["Signature"][0].translate(str.maketrans("-_~", "+=/"))
    key.public_key().verify(
        base64.b64decode(signature),
        policy.encode(),
        padding.PKCS1v15(),
        hashes.SHA1(),  # noqa: S303  # CloudFront's
    )
    assert query["Key-Pair-Id"] == ["K2ABC"]


def test_no_address_is_given_to_whoever_may_not_hear(
    client: Client, as_listener: Client, bucket: Library
) -> None:
    hidden = track_make(bucket, "hidden.wav", audience=Audience.MEMBERS)
    response = client.get(stream_url(hidden))
    assert response.status_code == 404
    assert "Location" not in response
    assert as_listener.get(stream_url(hidden)).status_code == 302


def test_a_rendition_is_made_of_an_object_too(client: Client, song: MediaFile) -> None:
    sources = client.get(f"/api/v1/tracks/{song.track.public_id}/playback/").json()["sources"]
    assert sources[0]["samples"] == 44100
    with av.open(io.BytesIO(body_of(client.get(sources[0]["url"]))), "r") as made:
        assert sum(frame.samples for frame in made.decode(audio=0)) == 44100
