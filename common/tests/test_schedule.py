"""The clock: each due time enqueues once, however many schedulers look."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from common.jobs import schedule
from common.jobs.models import ScheduledRun
from common.registry import Registry
from common.tests import sample_jobs

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "schedules", Registry("schedule"))
    schedule.every("tests.note", sample_jobs.tick, minutes=10)


def jobs() -> int:
    return DBTaskResult.objects.filter(task_path=sample_jobs.tick.module_path).count()


def test_nothing_is_enqueued_before_its_time() -> None:
    due = schedule.tick(at=AT)
    assert due is not None
    assert AT < due <= AT + timedelta(minutes=10)
    schedule.tick(at=due - timedelta(seconds=1))
    assert jobs() == 0


def test_a_due_time_enqueues_once() -> None:
    due = schedule.tick(at=AT)
    assert due is not None
    assert schedule.tick(at=due) == due + timedelta(minutes=10)
    schedule.tick(at=due + timedelta(seconds=30))
    assert jobs() == 1


def test_a_machine_that_was_off_runs_what_it_missed_once() -> None:
    schedule.tick(at=AT)
    schedule.tick(at=AT + timedelta(days=3))
    assert jobs() == 1


def test_a_shortened_interval_counts_from_now() -> None:
    schedule.tick(at=AT)
    ScheduledRun.objects.update(due_at=AT + timedelta(days=7))
    due = schedule.tick(at=AT)
    assert due is not None
    assert due <= AT + timedelta(minutes=10)
    assert jobs() == 0


def test_a_job_that_is_not_unique_is_not_taken() -> None:
    with pytest.raises(ValueError, match="unique"):
        schedule.every("tests.piles", sample_jobs.note, minutes=1)


@pytest.mark.django_db(transaction=True)
def test_schedulers_that_look_at_the_same_moment_enqueue_once() -> None:
    due = schedule.tick(at=AT)
    assert due is not None
    together = Barrier(4)

    def look() -> None:
        together.wait()
        schedule.tick(at=due)
        connection.close()

    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert jobs() == 1


def test_by_hand_it_asks_for_what_is_due_and_stops(capsys: pytest.CaptureFixture[str]) -> None:
    schedule.tick(at=AT)  # long ago
    call_command("schedule", "--once")
    assert jobs() == 1
    assert "The next job is due at" in capsys.readouterr().out
