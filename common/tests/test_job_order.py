"""A unique job that is already waiting does not start before what asked for it again is committed."""

from pathlib import Path
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from common.jobs import queue
from common.tests import sample_jobs

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_waiting_job_is_held_back_until_commit(tmp_path: Path) -> None:
    path = str(tmp_path / "log")
    first = sample_jobs.note_once.enqueue(path)
    claimed = Event()

    def claim() -> None:
        assert queue.claim("quick", "w") is not None
        claimed.set()
        connection.close()

    worker = Thread(target=claim)
    with transaction.atomic():
        assert sample_jobs.note_once.enqueue(path).id == first.id
        worker.start()
        assert not claimed.wait(0.5), "it would not see what this transaction is about to commit"
    worker.join(timeout=30)
    assert claimed.is_set()


def test_two_that_ask_for_the_same_jobs_in_different_orders_do_not_wait_for_each_other(
    tmp_path: Path,
) -> None:
    """A deadlock would make one of them fail. SQLite has one writer at a time, so there it can't be tried."""
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time")
    paths = [str(tmp_path / name) for name in "ab"]
    failed: list[Exception] = []
    inside = [Event(), Event()]

    def ask(mine: int) -> None:
        try:
            with transaction.atomic():
                sample_jobs.note_once.enqueue(paths[mine])
                inside[mine].set()
                assert inside[1 - mine].wait(10)
                sample_jobs.note_once.enqueue(paths[1 - mine])
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    for _ in range(2):  # first nobody waits yet, then both do
        threads = [Thread(target=ask, args=[mine]) for mine in (0, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        for event in inside:
            event.clear()
    assert failed == []
