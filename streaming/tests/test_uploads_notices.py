"""A bucket's notices close uploads that nobody else closes (S3 → SQS → `manage.py consume_notices`)."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.files.storage import storages
from django.core.management import call_command
from django.utils.timezone import now
from pytest_django import Settings

from common.jobs.worker import drain
from streaming.models import MediaFile, Upload
from streaming.tests.music import song
from streaming.tests.uploading import Uploader, artist, place, sha256_of, uploader
from streaming.uploads.storage import staging
from streaming.uploads.sweep import uploads_sweep
from tests.servers.moto import Cloud

__all__ = ["artist", "place", "uploader"]
pytestmark = [pytest.mark.django_db, pytest.mark.servers]
in_a_bucket = pytest.mark.parametrize("place", ["bucket"], indirect=True)


@pytest.fixture
def queue(cloud: Cloud, settings: Settings, monkeypatch: pytest.MonkeyPatch, request: Any) -> str:
    """A queue of the test's own."""
    address, _ = cloud.queue_with_topic(f"s{abs(hash(request.node.nodeid))}")
    settings.QUEUE_URLS = [address]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    return address


@pytest.fixture
def mp3(tmp_path: Path) -> bytes:
    return song(tmp_path / "made/x.mp3", title="Tide", artist="Ana", album="Shore").read_bytes()


def record(key: str, bucket: str = "media", event: str = "ObjectCreated:CompleteMultipartUpload") -> Any:  # fmt: skip
    """As S3 tells of an object: its key as in a form."""
    return {
        "eventVersion": "2.3", "eventSource": "aws:s3", "awsRegion": "eu-central-1",
        "eventTime": "2026-11-20T12:00:00.000Z", "eventName": event,
        "s3": {
            "s3SchemaVersion": "1.0", "configurationId": "uploads",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {"key": quote_plus(key, safe="/"), "size": 3, "eTag": "0", "sequencer": "0"},
        },
    }  # fmt: skip


def told(cloud: Cloud, queue: str, *bodies: object) -> str:
    """What the consumer says of these messages."""
    for body in bodies:
        cloud.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(body))
    out = StringIO()
    call_command("consume_notices", "--once", stdout=out)
    return out.getvalue()


def key_of(upload: dict[str, Any]) -> str:
    storage: Any = storages["uploads"]
    return f"{storage.location}/{Upload.objects.get(public_id=upload['id']).storage_key}"


def put_together(upload: dict[str, Any], data: bytes) -> None:
    """By a web process that ends before it can write that down."""
    row = Upload.objects.get(public_id=upload["id"])
    staging().finish(row, staging().arrived(row), {1: sha256_of(data)})


@in_a_bucket
def test_an_upload_put_together_by_a_process_that_died_goes_on_at_once(
    place: str, uploader: Uploader, mp3: bytes, cloud: Cloud, queue: str
) -> None:
    upload = uploader.begin(mp3)
    uploader.send(upload, mp3)
    put_together(upload, mp3)
    assert uploader.told(upload)["state"] == "uploading"
    notice = {"Records": [record(key_of(upload))]}
    assert "2 notices taken, 0 refused, 0 left" in told(cloud, queue, notice, notice)
    drain("quick")
    assert uploader.told(upload)["state"] == "checking"
    drain("heavy")
    assert uploader.told(upload)["state"] == "ready"
    assert "1 notices taken" in told(cloud, queue, notice)
    drain("quick")
    drain("heavy")
    assert uploader.told(upload)["state"] == "ready"
    assert MediaFile.objects.count() == 1


@in_a_bucket
def test_a_notice_of_an_upload_that_is_not_whole_changes_nothing(
    place: str, uploader: Uploader, mp3: bytes, cloud: Cloud, queue: str
) -> None:
    upload = uploader.begin(mp3)
    assert "1 notices taken" in told(cloud, queue, {"Records": [record(key_of(upload))]})
    drain("quick")
    assert uploader.told(upload)["state"] == "waiting"
    uploader.send(upload, mp3)
    assert uploader.complete(upload).status_code == 200
    drain("heavy")
    assert uploader.told(upload)["state"] == "ready"


@in_a_bucket
def test_what_is_told_of_other_objects_is_passed_over(
    place: str, uploader: Uploader, mp3: bytes, cloud: Cloud, queue: str
) -> None:
    upload = uploader.begin(mp3)
    uploader.send(upload, mp3)
    put_together(upload, mp3)
    key = key_of(upload)
    said = told(
        cloud, queue,
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "media", "Time": "2026-11-20T12:00:00Z"},
        {"Records": [
            record(key, bucket="another"), record(key, event="ObjectCreated:Put"),
            record(key, event="ObjectRemoved:Delete"), record(f"{key}x"), record(key.partition("/")[2]),
            record("libraries/ü +/a.flac"), {"eventSource": "aws:s3", "s3": 3}, 3,
            {"eventSource": "aws:s3", "eventName": "ObjectCreated:CompleteMultipartUpload", "s3": {"object": []}},
        ]},
    )  # fmt: skip
    assert "2 notices taken, 0 refused, 0 left" in said
    drain("quick")
    assert uploader.told(upload)["state"] == "uploading"
    assert "0 notices taken, 3 refused" in told(
        cloud, queue, {"Records": []}, {"Records": "x"}, {"Records": [{"eventSource": "aws:ses"}]}
    )


@in_a_bucket
def test_keys_are_read_as_s3_writes_them(
    place: str, uploader: Uploader, mp3: bytes, cloud: Cloud, queue: str, settings: Settings
) -> None:
    settings.STORAGES["uploads"]["OPTIONS"]["location"] = "in coming/ü+ä"
    settings.STORAGES = dict(settings.STORAGES)
    upload = uploader.begin(mp3)
    uploader.send(upload, mp3)
    put_together(upload, mp3)
    told(cloud, queue, {"Records": [record(key_of(upload))]})
    drain("quick")
    assert uploader.told(upload)["state"] == "checking"


def test_where_uploads_lie_in_a_folder_such_notices_are_of_nothing(
    uploader: Uploader, mp3: bytes, cloud: Cloud, queue: str
) -> None:
    upload = uploader.begin(mp3)
    row = Upload.objects.get(public_id=upload["id"])
    assert "1 notices taken" in told(cloud, queue, {"Records": [record(row.storage_key)]})
    drain("quick")
    assert uploader.told(upload)["state"] == "waiting"


def test_what_can_be_finished_is_finished_however_long_the_site_was_away(
    place: str, uploader: Uploader, mp3: bytes
) -> None:
    upload = uploader.begin(mp3)
    uploader.send(upload, mp3)
    uploads_sweep(at=now() + timedelta(days=8))
    assert uploader.told(upload)["state"] == "checking"
    drain("heavy")
    assert uploader.told(upload)["state"] == "ready"
