"""Events: committed with what they tell of, taken away at least once, never half, in nobody's name."""

import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import rmtree
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from common.jobs.worker import drain
from common.personal import personal_data
from insights.envelope import Line
from insights.models import OutboxEvent, Pseudonym
from insights.outbox import flush
from insights.people import forgotten_sweep, person_forget
from insights.services import event_record, event_record_many
from insights.sinks import NotTaken, ParquetSink
from insights.tasks import lake_upkeep, outbox_flush
from insights.tests.lake import files, rows
from insights.upkeep import lake_compact, lake_held

pytestmark = pytest.mark.django_db

EVE = datetime(2026, 11, 21, 23, 59, 59, tzinfo=UTC)
NEW = datetime(2026, 11, 22, 0, 0, 1, tzinfo=UTC)
LATER = NEW + timedelta(days=1)
ANNA, BERT = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def lake(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "events"


def heard(track: str, *, at: datetime = EVE, seconds: float = 10, **more: Any) -> OutboxEvent:
    return event_record(name="play.heard", data={"track": track, "seconds": seconds}, at=at, **more)


def test_an_event_of_a_change_that_is_rolled_back_did_not_happen() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        heard("t1")
        raise RuntimeError
    assert not OutboxEvent.objects.exists()


def test_events_are_written_by_kind_and_day_and_leave_the_outbox(lake: Path) -> None:
    event_record(name="play.heard", data={"track": "t1", "source": "Ágætis 音楽\u2028"}, at=EVE)
    heard("t2", at=NEW)
    later = NEW + timedelta(seconds=1)
    event_record(name="upload", data={"track": "t3", "bytes": 5}, at=later, country="DE")
    outbox_flush.enqueue()
    drain("quick")
    assert [(row["kind"], row["date"], row["name"]) for row in rows(lake)] == [
        ("play", "2026-11-21", "play.heard"),
        ("play", "2026-11-22", "play.heard"),
        ("upload", "2026-11-22", "upload"),
    ]
    first, _, last = rows(lake)
    assert first["data"] == {"track": "t1", "source": "Ágætis 音楽\u2028"}
    assert first["happened_at"] == EVE.replace(tzinfo=None)
    assert (first["version"], first["who"], last["country"]) == (1, None, "DE")
    assert not OutboxEvent.objects.exists()


def test_what_the_schema_does_not_know_is_not_recorded() -> None:
    with pytest.raises(ValueError, match="play.liked"):
        event_record(name="play.liked", data={})
    with pytest.raises(ValueError, match="email"):
        event_record(name="play.heard", data={"email": "anna@example.org"})


def test_what_an_older_release_left_in_the_outbox_stays_behind(lake: Path) -> None:
    OutboxEvent.objects.create(name="play.counted", data={"track": "t", "user": ANNA}, happened_at=EVE)  # fmt: skip
    flush(ParquetSink(lake), seconds=5)
    assert [row["data"] for row in rows(lake)] == [{"track": "t"}]


def test_many_events_cost_a_few_statements(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(4):
        assert event_record_many(name="upload", datas=[{"bytes": n} for n in range(900)]) == 900
    assert OutboxEvent.objects.values("public_id").distinct().count() == 900


def test_what_could_not_be_written_stays_and_is_tried_again(lake: Path) -> None:
    heard("t1")
    lake.write_text("in the way")
    outbox_flush.enqueue()
    drain("quick")
    assert OutboxEvent.objects.count() == 1
    assert DBTaskResult.objects.get().status == "READY"
    lake.unlink()
    flush(ParquetSink(lake), seconds=5)
    assert len(rows(lake)) == 1


class Crash(Exception):
    pass


class CrashingSink(ParquetSink):
    """Dies after the files are written, before anybody hears of it."""

    def write(self, lines: Sequence[Line]) -> None:
        super().write(lines)
        raise Crash


def test_a_crash_after_writing_repeats_and_loses_nothing(lake: Path) -> None:
    for number in range(3):
        heard(f"t{number}")
    with pytest.raises(Crash):
        flush(CrashingSink(lake), seconds=5)
    heard("t3")
    flush(ParquetSink(lake), seconds=5)
    assert len(rows(lake)) == 7
    assert len({row["id"] for row in rows(lake)}) == 4, "readers tell repeats by id"
    assert lake_compact(at=LATER).doubles == 3
    assert sorted(row["data"]["track"] for row in rows(lake)) == ["t0", "t1", "t2", "t3"]


def test_the_same_batch_written_again_takes_its_own_place(lake: Path) -> None:
    heard("t1")
    with pytest.raises(Crash):
        flush(CrashingSink(lake), seconds=5)
    flush(ParquetSink(lake), seconds=5)
    assert len(rows(lake)) == 1


def test_a_writer_that_is_killed_leaves_the_rows_and_no_half_file(
    lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard("t1")
    run = subprocess.run

    def killed(command: list[str], **how: Any) -> Any:
        # As the kernel ends what takes too much memory.
        code = "import os, sys; sys.stdin.read(); os.kill(os.getpid(), 9)"
        return run([command[0], "-c", code], **how)

    monkeypatch.setattr("insights.sinks.subprocess.run", killed)
    with pytest.raises(NotTaken):
        flush(ParquetSink(lake), seconds=5)
    assert OutboxEvent.objects.count() == 1
    assert rows(lake) == []
    monkeypatch.undo()
    flush(ParquetSink(lake), seconds=5)
    assert [file.suffix for file in files(lake)] == [".parquet"]


def test_a_play_that_grows_is_one_line_by_and_by(lake: Path) -> None:
    for seconds in (10, 20):
        heard("t1", id="c" * 32, seconds=seconds)
    flush(ParquetSink(lake), seconds=5)
    assert [row["data"]["seconds"] for row in rows(lake)] == [20]
    heard("t1", id="c" * 32, seconds=95)
    flush(ParquetSink(lake), seconds=5)
    lake_upkeep.enqueue()
    drain("heavy")
    assert [row["data"]["seconds"] for row in rows(lake)] == [95]
    assert len(files(lake)) == 1


def test_behind_a_stream_no_table_is_written_to_the_disk(tmp_path: Path, settings: Any) -> None:
    lake_upkeep.enqueue()
    drain("heavy")
    assert (tmp_path / "tables").exists()
    rmtree(tmp_path / "tables")
    settings.EVENTS_URL = "firehose://events"
    lake_upkeep.enqueue()
    drain("heavy")
    assert not (tmp_path / "tables").exists()


def test_compacting_leaves_today_alone_and_can_be_tried(lake: Path) -> None:
    for at in (EVE, EVE, NEW, NEW):
        heard("t1", at=at)
        flush(ParquetSink(lake), seconds=5)
    tried = lake_compact(at=NEW, dry_run=True)
    assert (tried.partitions, tried.files) == (1, 2)
    assert len(files(lake)) == 4
    assert lake_compact(at=NEW) == tried
    assert len(files(lake)) == 3
    assert lake_compact(at=NEW).partitions == 0, "what is compacted stays as it is"


def test_days_past_their_time_go(lake: Path, settings: Any) -> None:
    settings.EVENTS_KEEP_DAYS = 30
    heard("old", at=datetime.now(UTC) - timedelta(days=31))
    heard("kept", at=datetime.now(UTC) - timedelta(days=29))
    flush(ParquetSink(lake), seconds=5)
    lake_upkeep.enqueue()
    drain("heavy")
    assert [row["data"]["track"] for row in rows(lake)] == ["kept"]
    assert [(held.kind, held.days, held.files) for held in lake_held()] == [("play", 1, 1)]


def test_the_lake_knows_people_by_a_name_of_its_own(lake: Path) -> None:
    for person in (ANNA, ANNA, BERT):
        heard("t1", person=person)
    flush(ParquetSink(lake), seconds=5)
    names = [row["who"] for row in rows(lake)]
    assert len(set(names)) == 2
    assert all(name and len(name) == 32 for name in names)
    written = b"".join(file.read_bytes() for file in files(lake))
    assert ANNA.encode() not in written
    assert not set(names) & {ANNA, BERT}


def test_who_is_forgotten_has_no_name_any_more(lake: Path) -> None:
    user = SimpleNamespace(public_id=ANNA)
    heard("before", person=user.public_id)
    flush(ParquetSink(lake), seconds=5)
    (name,) = {row["who"] for row in rows(lake)}
    assert list(personal_data["insights"].export(user)) == [{"name_in_the_data_lake": name}]
    waiting = heard("waiting", person=user.public_id)
    personal_data["insights"].erase(user)
    waiting.refresh_from_db()
    assert waiting.person == ""
    heard("after", person=user.public_id)  # what was on its way
    flush(ParquetSink(lake), seconds=5)
    assert {row["data"]["track"]: row["who"] for row in rows(lake)} == {
        "before": name, "waiting": None, "after": None,
    }  # fmt: skip
    assert list(Pseudonym.objects.values_list("key", flat=True)) == [""]
    assert forgotten_sweep(at=datetime.now(UTC) + timedelta(days=9)) == 1


def test_to_be_forgotten_twice_is_to_be_forgotten() -> None:
    person_forget(public_id=ANNA)
    person_forget(public_id=ANNA)
    assert Pseudonym.objects.count() == 1


def test_a_site_may_keep_nobody_s_name(lake: Path, settings: Any) -> None:
    settings.EVENTS_PEOPLE = "none"
    heard("t1", person=ANNA)
    flush(ParquetSink(lake), seconds=5)
    assert [row["who"] for row in rows(lake)] == [None]
    assert not Pseudonym.objects.exists()
