"""Events: committed with what they tell of, taken away at least once, never half."""

import gzip
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from common.jobs.worker import drain
from insights.models import OutboxEvent
from insights.outbox import flush
from insights.services import event_record, event_record_many
from insights.sinks import Event, FolderSink
from insights.tasks import outbox_flush

pytestmark = pytest.mark.django_db

EVE = datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)
NEW = datetime(2026, 11, 22, 0, 0, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def read(folder: Path) -> list[Event]:
    return [
        json.loads(line)
        for path in sorted(folder.rglob("*.jsonl.gz"))
        for line in gzip.decompress(path.read_bytes()).decode().splitlines()
    ]


def test_an_event_of_a_change_that_is_rolled_back_did_not_happen() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        event_record(name="play.counted", data={})
        raise RuntimeError
    assert not OutboxEvent.objects.exists()


def test_events_are_written_by_day_and_leave_the_outbox(data_dir: Path) -> None:
    event_record(name="play.counted", data={"track": "t1", "title": "Ágætis 音楽\u2028"}, at=EVE)
    event_record(name="play.counted", data={"track": "t2"}, at=NEW)
    outbox_flush.enqueue()
    drain("quick")
    folders = sorted(path.name for path in (data_dir / "events").iterdir())
    assert folders == ["date=2026-11-21", "date=2026-11-22"]
    first, second = read(data_dir)
    assert first["data"] == {"track": "t1", "title": "Ágætis 音楽\u2028"}
    assert (first["name"], first["at"]) == ("play.counted", "2026-11-21T23:59:59.000000Z")
    assert second["data"] == {"track": "t2"}
    assert not OutboxEvent.objects.exists()


def test_many_events_cost_a_few_statements(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        assert event_record_many(name="import.added", datas=[{"n": n} for n in range(900)]) == 900
    assert OutboxEvent.objects.values("public_id").distinct().count() == 900


def test_what_could_not_be_written_stays_and_is_tried_again(data_dir: Path) -> None:
    event_record(name="play.counted", data={}, at=EVE)
    (data_dir / "events").write_text("in the way")
    outbox_flush.enqueue()
    drain("quick")
    assert OutboxEvent.objects.count() == 1
    assert DBTaskResult.objects.get().status == "READY"
    (data_dir / "events").unlink()
    flush(FolderSink(data_dir / "events"), seconds=5)
    assert len(read(data_dir)) == 1


def test_a_crash_after_writing_repeats_and_loses_nothing(data_dir: Path) -> None:
    class Crash(Exception):
        pass

    class CrashingSink(FolderSink):
        def write(self, events: Sequence[Event]) -> None:
            super().write(events)
            raise Crash

    event_record_many(name="play.counted", datas=[{"n": n} for n in range(3)], at=EVE)
    with pytest.raises(Crash):
        flush(CrashingSink(data_dir), seconds=5)
    event_record(name="play.counted", data={"n": 3}, at=EVE)
    flush(FolderSink(data_dir), seconds=5)
    events = read(data_dir)
    assert len(events) == 7
    assert len({event["id"] for event in events}) == 4, "readers tell repeats by id"


def test_no_half_file_is_left(data_dir: Path) -> None:
    event_record(name="play.counted", data={}, at=EVE)
    flush(FolderSink(data_dir), seconds=5)
    assert [path.suffix for path in data_dir.rglob("*") if path.is_file()] == [".gz"]
