"""Marks through SNS and SQS to the same consumer, with a queue for dead letters."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from common.notices import signature
from search.asking import ask
from search.embedded.folder import Folder
from search.language import parse
from search.models import Pending
from search.notices import MARKED, _client
from search.places import Unavailable
from search.services import search_mark
from tests.servers.moto import REGION, Cloud

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


@dataclass(frozen=True, slots=True)
class Post:
    """A topic, the queue that hears it, and where its dead letters go."""

    topic: str
    queue: str
    dead: str


@pytest.fixture
def post(
    cloud: Cloud, settings: Any, monkeypatch: pytest.MonkeyPatch, request: Any
) -> Iterator[Post]:
    name = f"m{abs(hash(request.node.nodeid))}"
    queue, topic = cloud.queue_with_topic(name)
    sqs = cloud.client("sqs")
    dead = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]
    policy = {"deadLetterTargetArn": arn["QueueArn"], "maxReceiveCount": 3}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"RedrivePolicy": json.dumps(policy)})
    settings.QUEUE_URLS, settings.SEARCH_TOPIC = [queue], topic
    for variable, value in (
        ("AWS_ACCESS_KEY_ID", "tests"),
        ("AWS_SECRET_ACCESS_KEY", "tests"),
        ("AWS_DEFAULT_REGION", REGION),
        ("AWS_ENDPOINT_URL_SNS", f"http://127.0.0.1:{cloud.port}"),
    ):
        monkeypatch.setenv(variable, value)
    monkeypatch.setattr(signature, "fetch", cloud.certificate)
    signature._key.cache_clear()
    _client.cache_clear()
    yield Post(topic, queue, dead)
    signature._key.cache_clear()
    _client.cache_clear()


@pytest.fixture
def rows(rows: dict[int, str], search_index: Folder) -> dict[int, str]:
    """Two of them, of which the index has not heard."""
    rows.update({1: "Abraxas", 2: "Tutu"})
    return rows


def consume() -> str:
    out = StringIO()
    call_command("consume_notices", "--once", stdout=out)
    return out.getvalue()


def found(text: str) -> list[int]:
    answer = ask(parse(text), kinds=["album"], audiences=["everyone"], limit=10)
    return [hit.ref for hit in answer.hits]


def test_a_change_is_found_by_way_of_the_queue(
    cloud: Cloud, post: Post, rows: dict[int, str]
) -> None:
    with transaction.atomic():
        search_mark(kind="album", refs=[1])
        search_mark(kind="album", refs=[2])
        assert cloud.waiting(post.queue) == 0, "nothing is told before it is committed"
    assert cloud.waiting(post.queue) == 1, "once for a transaction"
    assert not DBTaskResult.objects.filter(task_path__contains="search_index_pending").exists()
    assert found("abraxas") == []
    assert "1 notices taken, 0 refused, 0 left" in consume()
    assert (found("abraxas"), found("tutu")) == ([1], [2])
    assert (Pending.objects.count(), cloud.waiting(post.queue)) == (0, 0)


def test_a_change_that_is_rolled_back_is_not_told(cloud: Cloud, post: Post) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        search_mark(kind="album", refs=[1])
        raise RuntimeError
    assert cloud.waiting(post.queue) == 0


def test_a_notice_that_comes_twice_or_late_changes_nothing(
    cloud: Cloud, post: Post, rows: dict[int, str]
) -> None:
    search_mark(kind="album", refs=[1])
    cloud.tell(post.topic, MARKED)
    rows[1] = "Caravanserai"
    search_mark(kind="album", refs=[1])
    assert "3 notices taken" in consume()
    assert (found("caravanserai"), found("abraxas")) == ([1], [])


def test_what_cannot_be_worked_off_becomes_a_dead_letter_and_its_mark_stays(
    cloud: Cloud, post: Post, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: Any) -> None:
        raise Unavailable("away")

    search_mark(kind="album", refs=[1])
    with monkeypatch.context() as patch:
        patch.setattr("search.embedded.writing.Writer.index", away)
        for _ in range(5):
            consume()
    assert (cloud.waiting(post.queue), cloud.waiting(post.dead)) == (0, 1)
    assert Pending.objects.count() == 1
    search_mark(kind="album", refs=[2])
    consume()
    assert (found("abraxas"), found("tutu")) == ([1], [2]), "the next one brings it along"


def test_only_the_sites_own_topic_is_believed(
    cloud: Cloud, post: Post, rows: dict[int, str], settings: Any
) -> None:
    search_mark(kind="album", refs=[1])
    consume()
    sqs = cloud.client("sqs")
    sqs.send_message(QueueUrl=post.queue, MessageBody=json.dumps(MARKED))
    settings.SEARCH_TOPIC = f"{post.topic}-of-others"
    cloud.tell(post.topic, MARKED)
    assert "0 notices taken, 2 refused" in consume()


def test_where_the_topic_does_not_answer_a_job_does_its_work(
    post: Post, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_SNS", "http://127.0.0.1:1")
    _client.cache_clear()
    search_mark(kind="album", refs=[1])
    assert DBTaskResult.objects.filter(task_path__contains="search_index_pending").exists()
