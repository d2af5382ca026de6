"""The function that ships logs: each line is a document, once, with its own fields."""

import base64
import gzip
import json
from typing import Any

import pytest

from infra.modules.observability import ship_logs


def event(*messages: str, kind: str = "DATA_MESSAGE") -> dict[str, Any]:
    batch = {
        "messageType": kind,
        "logGroup": "/musicsite-prod/web",
        "logStream": "web/site/0123",
        "logEvents": [
            {"id": str(number), "timestamp": 1_793_620_800_000, "message": message}
            for number, message in enumerate(messages)
        ],
    }
    return {
        "awslogs": {"data": base64.b64encode(gzip.compress(json.dumps(batch).encode())).decode()}
    }


def test_a_line_of_the_site_keeps_its_fields() -> None:
    action, document = ship_logs.documents(
        event('{"level": "ERROR", "request_id": "abc"}'), "logs-musicsite-prod"
    )
    assert json.loads(action) == {"index": {"_index": "logs-musicsite-prod-2026.11.02", "_id": "0"}}
    told = json.loads(document)
    assert told["@timestamp"].startswith("2026-11-02T")
    assert (told["process"], told["task"], told["level"], told["request_id"]) == (
        "web",
        "0123",
        "ERROR",
        "abc",
    )


@pytest.mark.parametrize(
    "line", ["Traceback (most recent call last):", '"text"', "[1, 2]", "x" * 100_000]
)
def test_any_other_line_is_a_message(line: str) -> None:
    told = json.loads(ship_logs.documents(event(line), "logs")[1])
    assert told["message"] == line[: ship_logs.LONGEST]


def test_a_test_message_of_aws_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX", "logs")
    assert ship_logs.handler(event(kind="CONTROL_MESSAGE"), None) == {"sent": 0}


@pytest.mark.parametrize(("status", "again"), [(429, True), (503, True), (400, False)])
def test_only_what_may_pass_later_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, status: int, again: bool
) -> None:
    monkeypatch.setenv("INDEX", "logs")
    answer = {
        "errors": True,
        "items": [
            {"index": {"status": 201}},
            {"index": {"status": status, "error": {"type": "x"}}},
        ],
    }
    monkeypatch.setattr(ship_logs, "_send", lambda body: answer)
    if again:
        with pytest.raises(RuntimeError, match="too busy for 1 lines"):
            ship_logs.handler(event("a", "b"), None)
    else:
        assert ship_logs.handler(event("a", "b"), None) == {"sent": 1, "refused": 1}
