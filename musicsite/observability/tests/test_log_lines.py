"""Lines of the log: of which trace, by whom (and nobody can tell who that is), in requests and in jobs."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from accounts.services.personal_tokens import personal_token_create
from common.jobs.worker import drain
from common.logs import JsonFormatter, person_hash
from common.tests.sample_jobs import broken
from common.trace import current, parsed
from musicsite.observability.asked import PERSON, TRACE
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TRACEPARENT = "00-6a8f3c1b5e2d4f60718293a4b5c6d7e8-00f067aa0ba902b7-01"


class Lines(logging.Handler):
    """What would be written to standard error."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.found: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(json.loads(self.format(record)))


@pytest.fixture
def lines() -> Iterator[Lines]:
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def noisy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asking for one's profile writes a line, in the middle of the request."""
    from accounts.api import views  # noqa: PLC0415

    answer = views.MeView.get

    def get(view: Any, request: Any) -> Any:
        logging.getLogger("noise").warning("asked with token=%s", "hunter2")
        return answer(view, request)

    monkeypatch.setattr(views.MeView, "get", get)


@pytest.mark.usefixtures("noisy")
@pytest.mark.parametrize("by_token", [False, True], ids=["session", "token"])
def test_a_line_says_of_which_trace_it_is_and_by_whom(
    cast: Cast, lines: Lines, by_token: bool
) -> None:
    client, headers = cast.client("owner"), {"traceparent": TRACEPARENT}
    if by_token:
        client = Client()
        _, token = personal_token_create(user=cast.owner, name="x", scopes=["read"], at=now())
        headers["Authorization"] = f"Bearer {token}"
    answer = client.get("/api/v1/me/", headers=headers)
    assert answer.status_code == 200
    line = next(line for line in lines.found if line["logger"] == "noise")
    assert line["trace_id"] == TRACEPARENT[3:35]
    assert line["user"] == person_hash(cast.owner.pk)
    assert "hunter2" not in json.dumps(line)
    # And so does the line of the access log, which the server makes of the request's variables.
    assert answer.wsgi_request.META[TRACE] == line["trace_id"]
    assert answer.wsgi_request.META[PERSON] == line["user"]


def test_the_hash_is_keyed_and_tells_nobody(cast: Cast, settings: Any) -> None:
    found = person_hash(cast.owner.pk)
    assert found != person_hash(cast.other.pk)
    assert not {cast.owner.email, cast.owner.handle, cast.owner.public_id} & {found}
    person_hash.cache_clear()
    settings.SECRET_KEY = "another-key-" + "x" * 40
    assert person_hash(cast.owner.pk) != found, "whoever has no key could try every number"
    person_hash.cache_clear()


def test_who_is_not_signed_in_has_no_name(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.wsgi_request.META[PERSON] == ""


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"traceparent": "00-" + "0" * 32 + "-00f067aa0ba902b7-01"},
        {"traceparent": TRACEPARENT + '", "user": "me'},
        {"traceparent": "ff-x"},
        {"X-Amzn-Trace-Id": "Root=2-x"},
    ],
)
def test_a_request_without_a_sane_trace_begins_one_of_x_rays_shape(
    client: Client, headers: dict[str, str]
) -> None:
    found = client.get("/healthz", headers=headers).wsgi_request.META[TRACE]
    assert abs(int(found[:8], 16) - time.time()) < 60
    assert len(found) == 32


def test_the_load_balancers_trace_is_gone_on_with(client: Client) -> None:
    root = "Self=1-67891234-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678"
    answer = client.get("/healthz", headers={"X-Amzn-Trace-Id": root})
    assert answer.wsgi_request.META[TRACE] == "67891233abcdef012345678912345678"


def test_a_job_is_of_the_trace_that_asked_for_it(lines: Lines) -> None:
    token = current.set(parsed(TRACEPARENT))
    broken.enqueue()
    current.reset(token)
    broken.enqueue()
    drain("quick")
    first, second = [line["trace_id"] for line in lines.found if "failed" in line["message"]]
    assert first == TRACEPARENT[3:35]
    assert second != first
    assert len(second) == 32


def test_a_job_of_the_version_before_has_no_trace_and_runs(lines: Lines) -> None:
    broken.enqueue()
    DBTaskResult.objects.update(args_kwargs={"args": [], "kwargs": {}})
    assert drain("quick") == 1
