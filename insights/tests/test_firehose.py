"""Events by Amazon Data Firehose: in requests that it takes, and again where it took a part."""

import json
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber
from django.utils.timezone import now

from insights.envelope import Happened, happened, lines
from insights.firehose import FirehoseSink
from insights.models import OutboxEvent
from insights.outbox import flush
from insights.services import event_record
from insights.sinks import NotTaken, sink_of_site
from tests.servers.moto import REGION, Cloud

pytestmark = pytest.mark.django_db


def lines_of(count: int, *, about: str = "") -> Any:
    return lines(
        Happened(f"{number:032x}", "search.asked", now(), data={"words": about})
        for number in range(count)
    )


@pytest.mark.servers
def test_what_waits_goes_to_the_stream(
    cloud: Cloud, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = cloud.client("s3")
    storage.create_bucket(Bucket="lake", CreateBucketConfiguration={"LocationConstraint": REGION})
    cloud.client("firehose").create_delivery_stream(
        DeliveryStreamName="events",
        S3DestinationConfiguration={
            "RoleARN": "arn:aws:iam::123456789012:role/firehose",
            "BucketARN": "arn:aws:s3:::lake",
        },
    )
    for name, value in (
        ("AWS_ENDPOINT_URL_FIREHOSE", f"http://127.0.0.1:{cloud.port}"),
        ("AWS_ACCESS_KEY_ID", "tests"), ("AWS_SECRET_ACCESS_KEY", "tests"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    settings.EVENTS_URL, settings.S3_REGION = "firehose://events", REGION
    for number in range(600):
        event_record(name="upload", data={"bytes": number})
    assert flush(sink_of_site(), seconds=5) == (600, False)
    assert not OutboxEvent.objects.exists()
    told = [
        json.loads(line)
        for found in storage.list_objects_v2(Bucket="lake")["Contents"]
        for line in storage.get_object(Bucket="lake", Key=found["Key"])["Body"].read().splitlines()
    ]
    assert sorted(json.loads(line["data"])["bytes"] for line in told) == list(range(600))
    assert {(line["kind"], line["name"]) for line in told} == {("upload", "upload")}


def test_a_process_keeps_its_stream(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "tests")  # or it would ask the machine's own address for them
    settings.EVENTS_URL, settings.S3_REGION = "firehose://kept", REGION
    assert sink_of_site() is sink_of_site()


@pytest.fixture
def stream() -> Any:
    """A client whose answers are the test's: moto never takes a request in part."""
    client: Any = boto3.client(
        "firehose", region_name=REGION, aws_access_key_id="x", aws_secret_access_key="x"
    )
    with Stubber(client) as answers:
        client.answers = answers
        yield client
        answers.assert_no_pending_responses()


def answer(stream: Any, told: Any, failed: set[int]) -> None:
    stream.answers.add_response(
        "put_record_batch",
        {
            "FailedPutCount": len(failed),
            "RequestResponses": [
                {"ErrorCode": "ServiceUnavailableException"} if at in failed else {"RecordId": "r"}
                for at in range(len(told))
            ],
        },
        {
            "DeliveryStreamName": "events",
            "Records": [{"Data": (json.dumps(line) + "\n").encode()} for line in told],
        },
    )


def test_what_was_not_taken_is_sent_again_and_nothing_else(stream: Any) -> None:
    told = lines_of(4)
    answer(stream, told, failed={1, 3})
    answer(stream, [told[1], told[3]], failed={0})
    answer(stream, [told[1]], failed=set())
    waited: list[float] = []
    FirehoseSink("events", client=stream, wait=waited.append).write(told)
    assert waited == [0.4, 0.8]


def test_a_stream_that_takes_nothing_keeps_the_outbox_full(stream: Any) -> None:
    event_record(name="upload", data={"bytes": 1})
    told = lines(map(happened, OutboxEvent.objects.all()))
    for _ in range(FirehoseSink.TRIES):
        answer(stream, told, failed={0})
    with pytest.raises(NotTaken):
        flush(FirehoseSink("events", client=stream, wait=lambda _: None), seconds=5)
    assert OutboxEvent.objects.count() == 1


def test_a_request_is_never_larger_than_firehose_takes(stream: Any) -> None:
    told = lines_of(6, about="x" * 1_000_000)
    for some in (told[:3], told[3:]):
        answer(stream, some, failed=set())
    FirehoseSink("events", client=stream).write(told)
