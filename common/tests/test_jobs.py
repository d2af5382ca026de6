"""Jobs: committed with what asks for them, coalesced, tried again, kept when they fail for good."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from common.jobs import queue
from common.jobs.backend import enqueue_many
from common.jobs.models import JobRow, Worker
from common.jobs.worker import drain
from common.tests import sample_jobs
from common.tests.workers import lines

pytestmark = pytest.mark.django_db


def the_job() -> JobRow:
    return DBTaskResult.objects.get()


def test_a_job_runs_with_its_arguments_and_keeps_its_result(tmp_path: Path) -> None:
    sample_jobs.note.enqueue(str(tmp_path / "log"), text="hello")
    assert drain() == 1
    assert lines(tmp_path / "log") == ["hello"]
    assert (the_job().status, the_job().return_value) == ("SUCCESSFUL", "hello")
    assert drain() == 0


def test_what_is_rolled_back_asks_for_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        sample_jobs.note.enqueue(str(tmp_path / "log"))
        raise RuntimeError
    assert not DBTaskResult.objects.exists()


def test_many_jobs_are_enqueued_in_few_statements(
    tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        assert (
            enqueue_many(sample_jobs.note, [[str(tmp_path / "log"), str(n)] for n in range(200)])
            == 200
        )
    assert drain() == 200
    assert sorted(lines(tmp_path / "log"), key=int) == [str(n) for n in range(200)]


def test_a_unique_job_waits_once_and_can_wait_again_once_it_has_started(tmp_path: Path) -> None:
    path = str(tmp_path / "log")
    first = sample_jobs.note_once.enqueue(path)
    assert sample_jobs.note_once.enqueue(path).id == first.id
    assert sample_jobs.note_once.enqueue(path + "2").id != first.id, "other arguments, another job"
    assert queue.claim("quick", "w") is not None
    assert queue.claim("quick", "w") is not None
    assert sample_jobs.note_once.enqueue(path).id != first.id, "the first may have read too early"


def test_a_failure_is_tried_again_later_and_later_then_kept() -> None:
    sample_jobs.broken.enqueue()
    at = now()
    for attempt in (1, 2):
        assert drain() == 1
        job = the_job()
        assert (job.status, len(job.worker_ids)) == ("READY", attempt)
        assert "broken on purpose" in job.traceback
        assert job.run_after > at + queue.back_off(attempt, jitter=0) - timedelta(seconds=1)
        assert drain() == 0, "not before its time"
        DBTaskResult.objects.update(run_after=at)
    assert drain() == 1
    assert the_job().status == "FAILED"
    assert drain() == 0


def test_back_off_doubles_up_to_an_hour_and_spreads() -> None:
    plain = [queue.back_off(n, jitter=0.5).total_seconds() for n in (1, 2, 3, 20)]
    assert plain == [10, 20, 40, 3600]
    assert queue.back_off(1, jitter=0).total_seconds() == 5
    assert len({queue.back_off(5) for _ in range(10)}) > 1


def test_a_job_that_gives_up_is_not_tried_again() -> None:
    sample_jobs.hopeless.enqueue()
    drain()
    assert the_job().status == "FAILED"


def test_a_result_that_is_no_json_is_a_failure_with_a_reason() -> None:
    sample_jobs.unjson.enqueue()
    drain()
    assert the_job().status == "READY"
    assert "TypeError" in the_job().exception_class_path


def test_a_job_of_code_that_is_gone_goes_to_the_dead_letters() -> None:
    sample_jobs.hopeless.enqueue()
    DBTaskResult.objects.update(task_path="common.tests.sample_jobs.removed")
    drain()
    assert the_job().status == "FAILED"


def test_a_dead_letter_that_is_retried_gets_all_its_attempts_again() -> None:
    sample_jobs.hopeless.enqueue()
    drain()
    assert queue.jobs_retry([the_job().pk]) == 1
    assert (the_job().status, the_job().worker_ids) == ("READY", [])
    assert queue.jobs_retry([the_job().pk]) == 0, "it waits already"


def test_only_one_worker_gets_a_job() -> None:
    sample_jobs.broken.enqueue()
    first = queue.claim("quick", "one")
    assert first is not None
    assert queue.claim("quick", "two") is None


def test_a_queue_leaves_the_other_queue_alone() -> None:
    sample_jobs.broken.enqueue()
    assert queue.claim("heavy", "one") is None


def test_a_worker_that_was_thought_dead_does_not_overwrite_its_successor() -> None:
    sample_jobs.note.enqueue("/nowhere")
    late = queue.claim("quick", "late", at=now())
    assert late is not None
    assert queue.reap(at=now()) == 1
    DBTaskResult.objects.update(run_after=now())
    successor = queue.claim("quick", "successor", at=now() + timedelta(seconds=1))
    assert successor is not None
    assert not queue.succeed(late, "too late")
    assert queue.succeed(successor, "in time")
    assert the_job().return_value == "in time"


def test_the_reaper_takes_only_from_workers_not_seen_for_the_lease() -> None:
    Worker.objects.create(name="w", queue="quick", place="another machine", pid=1, seen_at=now())
    sample_jobs.broken.enqueue()
    queue.claim("quick", "w")
    assert queue.reap(at=now()) == 0
    assert queue.reap(at=now() + queue.LEASE + timedelta(seconds=1)) == 1
    job = the_job()
    assert (job.status, len(job.worker_ids)) == ("READY", 1), "the attempt counts"
    assert "WorkerDied" in job.exception_class_path
    assert not Worker.objects.exists()


def test_a_job_that_kills_its_worker_every_time_ends_with_the_dead_letters() -> None:
    sample_jobs.broken.enqueue()
    for _ in range(3):
        assert queue.claim("quick", "killed") is not None
        assert queue.reap() == 1
        DBTaskResult.objects.filter(status="READY").update(run_after=now())
    assert the_job().status == "FAILED"


def test_a_unique_job_that_failed_gives_way_to_the_same_job_waiting(tmp_path: Path) -> None:
    sample_jobs.note_once.enqueue(str(tmp_path))  # a folder: it can't be written
    running = queue.claim("quick", "w")
    assert running is not None
    waiting = sample_jobs.note_once.enqueue(str(tmp_path))
    assert queue.fail(running, OSError("is a folder"))
    assert str(the_job().pk) == waiting.id


def test_an_interrupted_job_goes_back_without_an_attempt_counted(tmp_path: Path) -> None:
    sample_jobs.note_once.enqueue(str(tmp_path / "log"))
    job = queue.claim("quick", "w")
    assert job is not None
    assert queue.release(job)
    assert (the_job().status, the_job().worker_ids) == ("READY", [])
    assert drain() == 1
    assert lines(tmp_path / "log") == ["once"]


def test_old_rows_are_deleted_and_the_rest_is_kept() -> None:
    sample_jobs.hopeless.enqueue()
    drain()
    sample_jobs.broken.enqueue()
    month, year = timedelta(days=30), timedelta(days=365)
    assert queue.purge(at=now() + month, done=timedelta(days=1), dead=timedelta(days=90)) == 0
    assert queue.purge(at=now() + year, done=timedelta(days=1), dead=timedelta(days=90)) == 1
    assert the_job().status == "READY"
