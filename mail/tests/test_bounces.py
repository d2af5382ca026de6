"""Bounces and complaints, from SES through SNS and SQS to the rooms: `manage.py consume_notices`."""

import json
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from common.notices import signature
from mail.bounces import Fate, letter_fates
from tests.servers.moto import Cloud

pytestmark = [pytest.mark.django_db, pytest.mark.servers]

AT = "2026-11-20T12:00:00.000Z"
MAIL = {"headers": [{"name": "x-letter", "value": "abc"}], "destination": ["ana@example.org"]}


def bounce(kind: str = "Permanent", **more: Any) -> dict[str, Any]:
    return {
        "notificationType": "Bounce",
        "mail": MAIL,
        "bounce": {
            "bounceType": kind,
            "bouncedRecipients": [
                {"emailAddress": "Ana <Ana@Example.org>", "diagnosticCode": "550 who?"}
            ],
            "timestamp": AT,
        },
    } | more


@pytest.fixture
def fates(monkeypatch: pytest.MonkeyPatch) -> list[Fate]:
    """What the rooms are told."""
    told: list[Fate] = []
    monkeypatch.setattr(letter_fates, "_entries", {"test": told.append})
    return told


@pytest.fixture
def post(
    cloud: Cloud, settings: Any, monkeypatch: pytest.MonkeyPatch, request: Any
) -> Iterator[tuple[str, str]]:
    """(queue, topic) of the test's own; certificates come from the server that signed."""
    queue, topic = cloud.queue_with_topic(f"q{abs(hash(request.node.nodeid))}")
    settings.QUEUE_URLS = [queue]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tests")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "tests")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setattr(signature, "fetch", cloud.certificate)
    signature._key.cache_clear()
    yield queue, topic
    signature._key.cache_clear()


def consume() -> str:
    out = StringIO()
    call_command("consume_notices", "--once", stdout=out)
    return out.getvalue()


def test_without_a_queue_the_command_says_what_to_set(settings: Any) -> None:
    settings.QUEUE_URLS = []
    with pytest.raises(CommandError, match="QUEUE_URLS") as refused:
        consume()
    assert refused.value.returncode == 2


def test_a_bounce_reaches_the_rooms(cloud: Cloud, post: tuple[str, str], fates: list[Fate]) -> None:
    queue, topic = post
    cloud.tell(topic, bounce())
    assert "1 notices taken, 0 refused, 0 left" in consume()
    (fate,) = fates
    assert (fate.what, fate.address, fate.reference) == ("bounced", "ana@example.org", "abc")
    assert fate.at.isoformat() == "2026-11-20T12:00:00+00:00"
    assert fate.detail == "550 who?"
    assert cloud.waiting(queue) == 0


def test_a_full_mailbox_is_no_wrong_address(
    cloud: Cloud, post: tuple[str, str], fates: list[Fate]
) -> None:
    cloud.tell(post[1], bounce("Transient"))
    consume()
    assert [fate.what for fate in fates] == ["delayed"]


def test_complaints_and_deliveries_are_told_by_either_form_of_ses(
    cloud: Cloud, post: tuple[str, str], fates: list[Fate]
) -> None:
    complained = {"complainedRecipients": [{"emailAddress": "ana@example.org"}], "timestamp": AT}
    cloud.tell(post[1], {"eventType": "Complaint", "mail": MAIL, "complaint": complained})
    delivered = {"recipients": ["ana@example.org"], "timestamp": AT}
    cloud.tell(post[1], {"notificationType": "Delivery", "mail": MAIL, "delivery": delivered})
    cloud.tell(post[1], {"eventType": "Open", "mail": MAIL})
    assert "3 notices taken" in consume()
    assert sorted(fate.what for fate in fates) == ["complained", "delivered"]


def test_who_writes_to_the_queue_himself_is_not_believed(
    cloud: Cloud, post: tuple[str, str], fates: list[Fate]
) -> None:
    send = cloud.client("sqs").send_message
    send(QueueUrl=post[0], MessageBody=json.dumps(bounce()))
    envelope = {
        "Type": "Notification", "TopicArn": "arn:aws:sns:x", "MessageId": "1", "Timestamp": AT,
        "Message": json.dumps(bounce()), "SignatureVersion": "2", "Signature": "AAAA",
    }  # fmt: skip
    for address in (
        "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0.pem",
        "https://sns.eu-central-1.amazonaws.com.evil.example/SimpleNotificationService-"
        + "0" * 32
        + ".pem",
        "https://evil@sns.eu-central-1.amazonaws.com/SimpleNotificationService-"
        + "0" * 32
        + ".pem",
        "http://sns.eu-central-1.amazonaws.com/SimpleNotificationService-" + "0" * 32 + ".pem",
        "https://sns.eu-central-1.amazonaws.com:8443/SimpleNotificationService-"
        + "0" * 32
        + ".pem",
        "https://evil.example/x.pem",
        "nothing",
    ):
        send(QueueUrl=post[0], MessageBody=json.dumps(envelope | {"SigningCertURL": address}))
    send(QueueUrl=post[0], MessageBody=json.dumps(envelope))
    for odd in ("[]", "no json", "[" * 50_000, '{"mail": 3, "eventType": "Bounce"}'):
        send(QueueUrl=post[0], MessageBody=odd)
    assert "0 notices taken, 13 refused" in consume()
    assert fates == []


def test_a_changed_word_breaks_the_signature(
    cloud: Cloud, post: tuple[str, str], fates: list[Fate]
) -> None:
    queue, topic = post
    cloud.tell(topic, bounce())
    sqs = cloud.client("sqs")
    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    sqs.send_message(
        QueueUrl=queue, MessageBody=message["Body"].replace("Ana@Example.org", "bo@example.org")
    )
    assert "0 notices taken, 1 refused" in consume()
    assert fates == []


def test_a_notice_waits_while_nobody_can_tell_who_signed_it(
    cloud: Cloud, post: tuple[str, str], fates: list[Fate], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(host: str, path: str) -> bytes:
        raise OSError("no way there")

    cloud.tell(post[1], bounce())
    with monkeypatch.context() as patch:
        patch.setattr(signature, "fetch", away)
        assert "0 notices taken, 0 refused, 1 left" in consume()
    assert "1 notices taken" in consume()
    assert len(fates) == 1


def test_a_room_that_fails_loses_no_notice(
    cloud: Cloud, post: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(fate: Fate) -> None:
        raise RuntimeError

    monkeypatch.setattr(letter_fates, "_entries", {"test": fails})
    cloud.tell(post[1], bounce())
    assert "0 notices taken, 0 refused, 1 left" in consume()
    assert cloud.waiting(post[0]) == 1


def test_without_queues_the_command_says_so(settings: Any) -> None:
    settings.QUEUE_URLS = []
    with pytest.raises(CommandError, match="QUEUE_URLS"):
        consume()
